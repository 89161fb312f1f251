/* The last page, "Check your answers": what was answered, in the words of the page, with a way back to each. */
"use strict";
const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

function label(id) {
  const control = at(id), own = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  return own ? own.firstChild.textContent.trim() : text(control);
}

function dayInWords(day) {
  const parts = new Intl.DateTimeFormat(form.dates.locale, { dateStyle: "long" }).formatToParts(new Date(`${day}T12:00`));
  return parts.map(({ type, value }) => (type === "day" && value === "1" ? form.dates.first : value)).join("");
}

function number(whole) {
  return new Intl.NumberFormat(form.dates.locale).format(whole);
}

function inWords(ground) {
  const [question, id, instance] = split(ground), typed = typedAnswer(question, id, instance);
  const labels = (options) => options.map((option) => label(groundId(`${id}-${option}`, instance))).join(", ");
  if (typed === undefined) return say("unanswered");
  if (Array.isArray(typed)) return typed.length ? labels(typed) : say("none");
  if (!isGroup(typed)) return question.options.length ? labels([typed]) : question.type === "number" ? number(typed) : String(typed);
  if (typed.due) return `${labels([typed.is])} (${say("due", { day: dayInWords(typed.due) })})`;
  if (typed.how) return labels([typed.is]);
  if (typed.state === "not_applicable") return `${say("not_applicable")} ${typed.because}`;
  if (typed.state) return say("unknown");
  if (question.type === "number") return say("roughly", { low: number(typed.at_least ?? question.min), high: number(typed.at_most ?? question.max) });
  const no = [typed.not ?? typed.no ?? []].flat();
  return [labels(typed.yes ?? []), no.length ? say("ruled_out", { options: labels(no) }) : ""].filter(Boolean).join(" – ");
}

function drawCheck(shown) {
  const parts = [];
  for (const section of document.querySelectorAll("main > section:not(#page--check)")) {
    const rows = steps().filter((one) => section.contains(one) && visible(one));
    if (!rows.length) continue;
    const title = document.createElement("h3"), list = document.createElement("dl");
    title.textContent = text(section.querySelector("h2"));
    for (const step of rows) list.append(...checkedStep(step, shown));
    parts.push(title, list);
  }
  part("checked").replaceChildren(...parts);
}

function checkedStep(step, shown) {
  const where = step.closest(".copy")?.querySelector("h3").textContent, context = step.dataset.step.slice(5);
  const change = document.createElement("button");
  change.type = "button";
  change.textContent = say("change");
  change.setAttribute("aria-label", [say("change"), where, text(step.querySelector(".ask"))].filter(Boolean).join(" – "));
  change.addEventListener("click", () => go(step.parentElement.closest("[data-step]") ?? step));
  const whole = text(step.querySelector(".ask")), lead = where ? `${where} – ` : "";
  if (step.dataset.questions === undefined) {
    const names = context in form.contexts ? listed(context).map((one) => one.name).join(", ") : "";
    return [checkedLine(whole, names || say("unanswered"), change), ...within(step).filter(visible).flatMap((one) => checkedStep(one, shown))];
  }
  if (step.matches("fieldset")) return [checkedLine(lead + whole, inWords(asked(step)[0]), change)];
  const rows = asked(step).filter((ground) => shown.includes(ground)).map((ground) => {
    const row = step.querySelector(`[data-row="${CSS.escape(ground)}"], [data-questions="${CSS.escape(ground)}"]`);
    return checkedLine(text(row.querySelector(".of") ?? row.querySelector(".ask")), inWords(ground));
  });
  return [checkedLine(lead + whole, "", change), ...rows];
}

function checkedLine(question, answer, change) {
  const line = document.createElement("div"), asks = document.createElement("dt"), says = document.createElement("dd");
  asks.textContent = question;
  if (!answer) asks.className = "whole";
  says.append(answer, ...(change ? [change] : []));
  line.append(asks, says);
  return line;
}
