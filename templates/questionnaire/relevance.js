/* Which questions are relevant, and which are asked: the conditions of the knowledge base come as data (`form`), and
   are judged in Kleene's three values. `sheet` holds answers as an answers file types them, by ground id, and for each
   context the ids listed. Held against the program's own judgement in the tests. */
"use strict";
const FALSE = 0, OPEN = 1, TRUE = 2;

const isGroup = (typed) => typed !== null && typeof typed === "object" && !Array.isArray(typed);
const groundId = (id, instance) => (instance === undefined ? id : `${id}@${instance}`);
const agreed = (values) => (new Set(values).size === 1 ? values[0] : OPEN);
const all = (values) => Math.min(TRUE, ...values);
const any = (values) => Math.max(FALSE, ...values);
const truthOf = (value) => (value ? TRUE : FALSE);

/** What follows from options known to be chosen or not, given those that stand alone. */
function closedOver(question, yes, no) {
  const every = question.options, alone = question.alone;
  const rest = (known) => every.filter((option) => !known.includes(option));
  if (yes.some((option) => alone.includes(option))) return { yes, no: rest(yes) };
  if (yes.length) return { yes, no: [...new Set([...no, ...alone])] };
  if (alone.length && rest(no).length === 1) return { yes: rest(no), no };
  return { yes, no };
}

/** One answer as typed, made what a test reads: its state, and what it may still be. */
function known(question, typed) {
  if (typed === undefined || typed === null) return { state: "not_asked" };
  const said = isGroup(typed) && "is" in typed ? typed.is : typed;
  if (isGroup(said) && "state" in said) return { state: said.state };
  const answer = { state: "answered", due: isGroup(typed) ? typed.due : undefined };
  if (question.type === "choices") {
    const of = Array.isArray(said)
      ? { yes: said, no: question.options.filter((option) => !said.includes(option)) }
      : closedOver(question, said.yes ?? [], said.no ?? []);
    return { ...answer, ...of };
  }
  if (question.type === "number") {
    const [low, high] = isGroup(said) ? [said.at_least ?? question.min, said.at_most ?? question.max] : [said, said];
    return { ...answer, low, high };
  }
  const excluded = isGroup(said) && [said.not, question.aside].flat();
  const left = excluded ? question.options.filter((option) => !excluded.includes(option)) : [said];
  return { ...answer, left };
}

const COMPARE = {
  is: (number, value) => number === value,
  at_least: (number, value) => number >= value,
  at_most: (number, value) => number <= value,
  more_than: (number, value) => number > value,
  less_than: (number, value) => number < value,
};

/** An elementary test on one answer, with its relevance. */
function tested(operator, value, answer, date) {
  if (answer.relevance === FALSE || answer.state === "not_applicable") return FALSE;
  const given = answer.state === "answered";
  if (operator === "answered") {
    const asked = value[0] === "yes";
    return answer.state === "waiting" && !asked ? OPEN : truthOf(given === asked);
  }
  if (!given) return OPEN;
  if (operator === "due_within") {
    return answer.due ? truthOf((Date.parse(answer.due) - Date.parse(date)) / 864e5 <= value) : OPEN;
  }
  if (answer.yes) {
    const each = value.map((one) => (answer.yes.includes(one) ? TRUE : answer.no.includes(one) ? FALSE : OPEN));
    if (operator === "all_of") return all(each);
    return operator === "none_of" ? TRUE - any(each) : any(each);
  }
  if (answer.left) return agreed(answer.left.map((one) => truthOf(value.includes(one) === (operator !== "none_of"))));
  const turns = [value - 1, value, value + 1].filter((one) => one >= answer.low && one <= answer.high);
  return agreed([answer.low, answer.high, ...turns].map((one) => truthOf(COMPARE[operator](one, value))));
}

/** At least `least` and at most `most` of the values are true; null is no bound. */
function counted(values, least, most) {
  const sure = values.filter((value) => value === TRUE).length;
  const possible = values.filter((value) => value !== FALSE).length;
  return all([
    least === null ? TRUE : sure >= least ? TRUE : possible < least ? FALSE : OPEN,
    most === null ? TRUE : possible <= most ? TRUE : sure > most ? FALSE : OPEN,
  ]);
}

/** A condition, for the instance at hand. `each` is one over all instances of a context; an open list leaves it open. */
function judge(condition, form, sheet, read, here) {
  const of = (part, instance = here) => judge(part, form, sheet, read, instance);
  if (condition.test) {
    const { level } = form.questions[condition.test];
    return tested(condition.operator, condition.value, read[groundId(condition.test, level ? here[level] : undefined)], sheet.date);
  }
  if (condition.not) return TRUE - of(condition.not);
  let values, more = [];
  if (condition.each) {
    const listed = sheet.lists[condition.each] ?? { ids: [], complete: false };
    values = listed.ids.map((id) => of(condition.part, { ...here, [condition.each]: id }));
    if (!listed.complete) more = [OPEN];
  } else values = condition.parts.map((part) => of(part));
  if (condition.join === "all") return all([...values, ...more]);
  if (condition.join === "any") return any([...values, ...more]);
  const { least, most } = condition;
  if (!more.length) return counted(values, least, most);
  return most === null ? any([counted(values, least, most), OPEN]) : all([counted(values, null, most), OPEN]);
}

/** Of every ground question, in order: its relevance, its state, and whether a form shows it. */
function judged(form, sheet) {
  const read = {};
  for (const section of form.sections) {
    const { level } = section;
    for (const instance of level ? sheet.lists[level]?.ids ?? [] : [undefined]) {
      for (const id of section.questions) {
        const question = form.questions[id], here = level ? { [level]: instance } : {};
        const answer = known(question, sheet.answers[groundId(id, instance)]);
        answer.relevance = question.relevant ? judge(question.relevant, form, sheet, read, here) : TRUE;
        if (answer.relevance === OPEN && answer.state === "not_asked") answer.state = "waiting";
        const relevant = answer.relevance !== FALSE && answer.state !== "waiting";
        const open = answer.state === "not_asked";
        read[groundId(id, instance)] = answer;
        answer.shown = relevant && (!open || !question.asks || judge(question.asks, form, sheet, read, here) === TRUE);
      }
    }
  }
  return read;
}
