/* The form on the screen: one question, list or table a page, of those that concern whoever fills it in. The controls
   of the page are its state; they are kept in the browser as one types, and within a saved copy. */
"use strict";
const part = (name) => at(`page--${name}`);
const pristine = document.documentElement.cloneNode(true);
const form = JSON.parse(part("form").textContent);
const kept = JSON.parse(part("answers").textContent);
const PLACE = `advisor:${form.id}`;
const blank = () => ({ controls: {}, lists: {}, step: "page--start", deeper: false, revision: 0 });
let state = blank();
let read = {};

const say = (key, values = {}) => form.words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const every = () => [...document.querySelectorAll("[data-step]")].filter((one) => !one.closest(".model"));
const steps = () => every().filter((one) => !one.parentElement.closest("[data-step]"));
const current = () => steps().find((one) => one.dataset.step === state.step);
const within = (step) => [...step.querySelectorAll(".column")];
const asked = (step) => [step, ...within(step)].flatMap((one) => (one.dataset.questions ?? "").split(" ").filter(Boolean));
const listed = (context) => (state.lists[context] ??= []);

function split(ground) {
  const [id, instance] = ground.split("@");
  return [form.questions[id], id, instance];
}

/* What is kept */

function stored() {
  try {
    return JSON.parse(localStorage.getItem(PLACE));
  } catch {
    return null;
  }
}

function keep() {
  const controls = { ...state.controls };
  for (const one of part("sheet").querySelectorAll("input[id], textarea[id]")) {
    const value = ["radio", "checkbox"].includes(one.type) ? one.checked : one.value;
    if (value) controls[one.id] = value;
    else delete controls[one.id];
  }
  state = { ...state, controls, revision: state.revision + 1 };
  try {
    localStorage.setItem(PLACE, JSON.stringify(state));
  } catch {
    part("not-stored").textContent = say("not_stored");
  }
}

function restore() {
  const found = [kept?.state, stored()].filter((one) => one?.controls && one.lists);
  state = found.sort((one, other) => other.revision - one.revision)[0] ?? blank();
  for (const context of Object.keys(form.contexts)) for (const one of listed(context)) copy(context, one);
  arrangeColumns();
  for (const id of Object.keys(state.controls)) fill(id);
}

function fill(id) {
  const control = at(id), value = state.controls[id];
  if (!control || !part("sheet").contains(control)) return;
  if (["radio", "checkbox"].includes(control.type)) control.checked = value === true;
  else control.value = value;
  const remark = control.closest("details");
  if (remark) remark.open = true;
}

/* Lists, and the sections about each of them */

function copy(context, instance) {
  for (const section of document.querySelectorAll(`section[data-level="${context}"]`)) {
    const made = section.querySelector(".model").cloneNode(true);
    made.className = "copy";
    made.dataset.instance = instance.id;
    for (const one of made.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-labelledby", "data-step", "data-row", "data-if"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, groundId(one.getAttribute(name), instance.id));
      }
      if (one.dataset.questions) one.dataset.questions = asked(one).map((id) => groundId(id, instance.id)).join(" ");
    }
    const title = document.createElement("h3");
    title.textContent = instance.name;
    made.prepend(title);
    section.append(made);
    section.classList.add("copied");
  }
}

/** What is asked first of each of a list, such as the kind of every space, is asked together: their fields move there.
    Only where a list changes, for whatever moves loses the focus. */
function arrangeColumns() {
  for (const column of document.querySelectorAll(".column")) {
    const { step, of } = column.dataset, ones = listed(of), ids = ones.map((one) => groundId(step, one.id));
    const rows = ids.map((id) => document.querySelector(`fieldset[data-step="${CSS.escape(id)}"]`));
    rows.forEach((row, place) => row.querySelector(".of") ?? nameRow(row, ones[place]));
    column.replaceChildren(...column.querySelectorAll(":scope > p"), ...rows);
    column.dataset.questions = ids.join(" ");
  }
}

/** The name of one of a list, for the page that asks the same of all, and its options in a drop-down list where one is
    to be chosen. */
function nameRow(row, one) {
  const [question, id] = split(row.dataset.step), name = document.createElement("span"), pick = document.createElement("select");
  const options = question.options.map((option) => groundId(`${id}-${option}`, one.id));
  name.className = "of";
  name.textContent = one.name;
  row.querySelector("legend").append(name);
  if (question.type !== "choice") return;
  pick.className = "pick";
  pick.id = groundId(`${id}--pick`, one.id);
  pick.setAttribute("aria-label", one.name);
  pick.append(new Option("–", ""), ...options.map((option) => new Option(label(option), option)));
  row.querySelector(".options").before(pick);
}

/** What was done in a drop-down list, done to its radio buttons: they are what is kept. */
function picked(control) {
  if (!control.matches(".pick")) return control;
  for (const { value } of [...control.options].slice(1)) at(value).checked = value === control.value;
  return at(control.value) ?? control;
}

function add(context) {
  const field = at(`${context}--new`), name = words(field.id), names = listed(context);
  if (!name) return true;
  if (names.some((one) => one.name.toLowerCase() === name.toLowerCase())) return complain(say("taken", { name }), field);
  const { most } = form.contexts[context];
  if (names.length >= most) return complain(say("full", { n: most }), field);
  const one = { id: freshId(name, names.map((other) => other.id)), name };
  names.push(one);
  copy(context, one);
  arrangeColumns();
  field.value = "";
  Object.keys(state.controls).filter((id) => id.endsWith(`@${one.id}`)).forEach(fill);
  complain("");
  changed();
  return true;
}

function remove(context, id) {
  keep();
  state.lists[context] = listed(context).filter((one) => one.id !== id);
  for (const section of document.querySelectorAll(`section[data-level="${context}"]`)) {
    section.querySelector(`.copy[data-instance="${id}"]`).remove();
    section.classList.toggle("copied", listed(context).length > 0);
  }
  arrangeColumns();
  changed();
  at(`${context}--new`).focus();
}

function drawLists() {
  for (const listing of document.querySelectorAll(".listing")) {
    const { context } = listing.dataset;
    const items = listed(context).map((one) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = say("remove", { name: one.name });
      button.addEventListener("click", () => remove(context, one.id));
      item.append(one.name, " ", button);
      return item;
    });
    listing.querySelector(".listed").replaceChildren(...items);
  }
}

/* The answers file */

function sheet() {
  const answers = {}, lists = {};
  for (const context of Object.keys(form.contexts)) {
    lists[context] = { ids: listed(context).map((one) => one.id), complete: ticked(`${context}--complete`) };
  }
  for (const [id, question] of Object.entries(form.questions)) {
    for (const instance of question.level ? lists[question.level].ids : [undefined]) {
      const typed = typedAnswer(question, id, instance);
      if (typed !== undefined) answers[groundId(id, instance)] = typed;
    }
  }
  return { date: words("head-date"), answers, lists };
}

function answersFile() {
  const { answers } = sheet(), name = words("head-filled_in_by"), role = words("head-role");
  const person = name && { id: freshId(name, []), name, ...(role && { role }) };
  const put = (typed) => (person ? { ...(isGroup(typed) ? typed : { is: typed }), said_by: person.id } : typed);
  const said = (instance) => {
    const own = {}, notes = {};
    for (const [id, question] of Object.entries(form.questions)) {
      const ground = groundId(id, instance), remark = words(groundId(`${id}--note`, instance));
      if (!question.level !== (instance === undefined)) continue;
      if (answers[ground] !== undefined) own[id] = put(answers[ground]);
      if (remark) notes[id] = { text: remark, ...(name && { by: name }), visible_to: "internal" };
    }
    return { answers: own, ...(Object.keys(notes).length && { notes }) };
  };
  const file = {
    brand: words("head-brand"),
    date: words("head-date"),
    language: form.language,
    knowledge_base: form.knowledge_base,
    ...(person && { respondents: [person] }),
    ...said(undefined),
  };
  for (const [context, { key }] of Object.entries(form.contexts)) {
    const list = listed(context).map((one) => ({ ...one, ...said(one.id) })), complete = ticked(`${context}--complete`);
    if (at(`${context}--new`) && (list.length || complete)) file[key] = complete ? list : { list, more: "yes" };
  }
  return file;
}

function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  part("saved").textContent = say("saved", { file: name });
}

function fileName(extension) {
  const name = words("head-filled_in_by");
  return `client${name ? `-${freshId(name, [])}` : ""}.${extension}`;
}

function saveCopy() {
  keep();
  const page = pristine.cloneNode(true);
  const json = JSON.stringify({ answers: answersFile(), state }, null, 1).replace(/</g, "\\u003c");
  page.querySelector("#page--answers").textContent = json;
  download(fileName("html"), `<!DOCTYPE html>\n${page.outerHTML}\n`, "text/html");
}

/* The way */

const isShown = (ground) => {
  const [{ deepening }] = split(ground), { shown, state: reached } = read[ground];
  return shown && (!deepening || state.deeper || reached !== "not_asked");
};
const visible = (step) => step.dataset.questions === undefined || asked(step).some(isShown);

function complain(message, control) {
  part("trouble").textContent = message;
  control?.focus();
  return false;
}

function sayWhatStops() {
  if (state.step === "page--start") {
    if (!words("head-brand") || !words("head-date")) return complain(say("no_head"), at(words("head-brand") ? "head-date" : "head-brand"));
    if (words("head-role") && !words("head-filled_in_by")) return complain(say("no_name"), at("head-filled_in_by"));
  }
  if (state.step.startsWith("list:") && !add(state.step.slice(5))) return false;
  for (const ground of asked(current())) {
    const [question, id, instance] = split(ground), trouble = troubleWith(question, id, instance);
    if (!trouble) continue;
    const place = [`[data-if="${groundId(`${id}--unknown`, instance)}"]:not(.off)`, `[data-questions="${ground}"]`]
      .map((one) => current().querySelector(one)).find(Boolean) ?? current();
    return complain(say(trouble, question.type === "number" ? { low: number(question.min), high: number(question.max) } : {}), place.querySelector("input:checked, input"));
  }
  return complain("") || true;
}

function go(step) {
  state.step = step.dataset.step;
  complain("");
  part("saved").textContent = "";
  changed();
  step.tabIndex = -1;
  step.focus();
  scrollTo(0, 0);
}

function move(by) {
  const way = steps().filter((one) => visible(one) || one === current());
  const next = way[way.indexOf(current()) + by];
  if (next) go(next);
}

function changed() {
  keep();
  read = judged(form, sheet());
  drawLists();
  const here = current() && visible(current()) ? current() : steps()[0];
  state.step = here.dataset.step;
  for (const step of every()) step.classList.toggle("off", !here.contains(step) || (step !== here && !visible(step)));
  for (const pick of document.querySelectorAll(".pick")) {
    pick.value = pick.closest("fieldset").querySelector(":scope > .options input:checked")?.id ?? "";
  }
  for (const one of document.querySelectorAll("section, .copy")) one.classList.toggle("off", !one.contains(here) && one !== here);
  for (const one of document.querySelectorAll("[data-if]")) one.classList.toggle("off", !ticked(one.dataset.if));
  for (const row of document.querySelectorAll("[data-row]")) {
    const idle = row.matches(".further") && !row.querySelector("[data-if]:not(.off)");
    if (!row.closest(".model")) row.classList.toggle("off", idle || !isShown(row.dataset.row));
  }
  const shown = Object.keys(read).filter(isShown);
  const done = shown.filter((ground) => read[ground].state !== "not_asked").length;
  part("progress").textContent = say("progress", { done, relevant: shown.length });
  part("back").classList.toggle("off", state.step === "page--start");
  for (const id of ["continue", "to-check"]) part(id).classList.toggle("off", state.step === "page--check");
  part("clear").classList.toggle("off", !here.dataset.questions);
  part("deeper").classList.toggle("off", state.deeper || !Object.values(form.questions).some((one) => one.deepening));
  if (state.step === "page--check") drawCheck(shown);
}

/** Whether a name waits to be added to a list that asks something of each at once. */
function isMoreToSay() {
  const context = state.step.slice(5);
  return state.step.startsWith("list:") && words(`${context}--new`) && within(current()).length > 0;
}

/* What people do */

/** Options, "I do not know" and "does not apply" exclude each other as far as they contradict. */
function exclude(control) {
  const step = control.closest("[data-step]"), ground = step && asked(step).length === 1 && asked(step)[0];
  if (!ground || !step.matches("fieldset") || control.closest("details")) return;
  const [question, id, instance] = split(ground), name = (suffix) => at(groundId(id + suffix, instance));
  const options = question.options.map((option) => name(`-${option}`));
  const clear = (...controls) => controls.filter(Boolean).forEach((one) => {
    if (one.type === "text" || one.tagName === "TEXTAREA") one.value = "";
    else one.checked = false;
  });
  if (control === name("--because") && control.value) name("--na").checked = true;
  if (control === name("--na") || control === name("--because")) {
    if (name("--na").checked) clear(...options, name("--unknown"), name("--none"), name("-value"));
  } else if (control === name("--unknown")) {
    if (control.checked) clear(name("--na"), name("--because"), name("--none"), name("-value"), ...(question.type === "choices" ? [] : options));
  } else if (control === name("--none")) {
    if (control.checked) clear(...options, name("--na"), name("--because"), name("--unknown"));
  } else if (options.includes(control) || control === name("-value")) {
    if (control.type === "checkbox" ? !control.checked : !control.value) return;
    clear(name("--na"), name("--because"), name("--none"), ...(question.type === "choices" ? [] : [name("--unknown")]));
    const alone = question.alone.map((option) => name(`-${option}`));
    if (question.type === "choices") clear(...(alone.includes(control) ? options : alone).filter((one) => one !== control));
  }
}

/** All rows of the table still open get one option, marked as answered together. */
function answerOthers(option) {
  for (const ground of asked(current()).filter(isShown)) {
    const [question, id, instance] = split(ground);
    if (typedAnswer(question, id, instance) !== undefined) continue;
    at(groundId(`${id}-${option}`, instance)).checked = true;
    at(groundId(`${id}--read_out`, instance)).checked = true;
  }
  changed();
}

/** A row answered by hand was not answered with the others. */
function byHand(control) {
  const [id, instance] = control.name.split("@"), mark = control.type === "radio" && at(groundId(`${id}--read_out`, instance));
  if (mark) mark.checked = false;
}

function clearStep() {
  for (const one of current().querySelectorAll("input, textarea")) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else one.value = "";
  }
  complain("");
  changed();
}

function forget() {
  if (!confirm(say("sure"))) return;
  for (const context of Object.keys(form.contexts)) for (const one of [...listed(context)]) remove(context, one.id);
  part("sheet").reset();
  state = blank();
  begin();
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // Nothing was kept where nothing may be.
  }
}

function begin() {
  at("head-date").type = "date";
  if (!at("head-date").value) {
    const now = new Date();
    at("head-date").value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  changed();
}

document.documentElement.classList.add("on");
part("sheet").addEventListener("input", (event) => {
  const control = picked(event.target);
  exclude(control);
  byHand(control);
  changed();
});
part("sheet").addEventListener("submit", (event) => {
  event.preventDefault();
  const pending = document.activeElement;
  if ((pending.id?.endsWith("--new") && pending.value.trim()) || isMoreToSay()) add(state.step.slice(5));
  else if (state.step !== "page--check" && sayWhatStops()) move(1);
});
part("sheet").addEventListener("click", (event) => {
  if (event.target.matches(".others")) answerOthers(event.target.dataset.option);
});
part("back").addEventListener("click", () => move(-1));
part("to-check").addEventListener("click", () => sayWhatStops() && go(part("check")));
part("clear").addEventListener("click", clearStep);
part("save").addEventListener("click", () => download(fileName("yaml"), `${yaml(answersFile()).join("\n")}\n`, "application/yaml"));
part("copy").addEventListener("click", saveCopy);
part("deeper").addEventListener("click", () => {
  state.deeper = true;
  const open = (ground) => isShown(ground) && read[ground].state === "not_asked";
  go(steps().find((one) => asked(one).some(open)) ?? part("check"));
});
part("forget").addEventListener("click", forget);
for (const one of document.querySelectorAll(".listing .add")) {
  one.addEventListener("click", () => {
    add(one.closest(".listing").dataset.context);
    at(`${one.closest(".listing").dataset.context}--new`).focus();
  });
}
restore();
begin();
