/* From what is ticked and typed on the page to an answers file: each answer as the file types it, the whole as YAML.
   Strings are written as JSON strings, which are YAML too, so that no text can become anything but a text. */
"use strict";
const at = (id) => document.getElementById(id);
const ticked = (id) => at(id)?.checked === true;
const words = (id) => sound(at(id)?.value ?? "").trim();

/** A text without what no file may hold: control characters and halves of characters. */
function sound(text) {
  return text.replace(/\p{Cs}/gu, "\ufffd").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, " ");
}

/** A whole number within the bounds of its question; null where it is none. */
function whole(text, question) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  const number = /^[-+]?\d{1,15}$/.test(plain) ? Number(plain) : null;
  return number === null || number < question.min || number > question.max ? null : number;
}

/** The answer to one question as an answers file types it; undefined while there is none. */
function typedAnswer(question, id, instance) {
  const name = (suffix) => groundId(id + suffix, instance);
  const chosen = (lead) => question.options.filter((option) => ticked(name(lead + option)));
  if (ticked(name("--na"))) {
    const because = words(name("--because"));
    return because ? { state: "not_applicable", because } : undefined;
  }
  if (ticked(name("--unknown"))) return partly(question, name, chosen) ?? { state: "unknown" };
  if (question.type === "number") return whole(words(name("-value")), question) ?? undefined;
  if (question.type === "text") return words(name("-value")) || undefined;
  const options = chosen("-");
  if (ticked(name("--read_out")) && options.length) return { is: options[0], how: "read_out" };
  if (question.type !== "choices") return dated(question, options[0], words(name("--due")));
  return options.length || ticked(name("--none")) ? options : undefined;
}

/** An option, with the day on which what was decided is due, where one was given. */
function dated(question, option, due) {
  return due && option !== undefined && option === question.dated ? { is: option, due } : option;
}

/** What is known of an answer in part; undefined where nothing is. */
function partly(question, name, chosen) {
  const no = chosen("--not-");
  if (question.type === "choices") {
    const yes = chosen("-");
    if (!yes.length && !no.length) return undefined;
    return { ...(yes.length && { yes }), ...(no.length && { no }) };
  }
  if (question.type === "number") {
    const [low, high] = [whole(words(name("--low")), question), whole(words(name("--high")), question)];
    if ((low === null && high === null) || (low !== null && high !== null && low > high)) return undefined;
    return { ...(low !== null && { at_least: low }), ...(high !== null && { at_most: high }) };
  }
  return no.length && no.length < question.options.length ? { not: no } : undefined;
}

/** What has to be mended before going on, as the name of a message; undefined if nothing. */
function troubleWith(question, id, instance) {
  const name = (suffix) => groundId(id + suffix, instance);
  const chosen = (lead) => question.options.filter((option) => ticked(name(lead + option)));
  const bad = (suffix) => words(name(suffix)) !== "" && whole(words(name(suffix)), question) === null;
  if (ticked(name("--na"))) return words(name("--because")) ? undefined : "no_reason";
  const unknown = ticked(name("--unknown"));
  if (question.type === "number") {
    if (unknown ? bad("--low") || bad("--high") : bad("-value")) return "bad_number";
    if (!unknown || !words(name("--low")) || !words(name("--high"))) return undefined;
    return whole(words(name("--low")), question) > whole(words(name("--high")), question) ? "bad_range" : undefined;
  }
  if (!unknown) return undefined;
  const no = chosen("--not-"), yes = chosen("-");
  const out = [...no, ...question.aside];
  if (question.options.length > 0 && question.options.every((option) => out.includes(option))) return "all_ruled_out";
  if (question.type !== "choices") return undefined;
  const alone = yes.some((option) => question.alone.includes(option)) && yes.length > 1;
  return alone || yes.some((option) => no.includes(option)) ? "bad_sets" : undefined;
}

/** A permanent id made from a name: small letters, digits and hyphens, not taken yet. */
function freshId(name, taken) {
  const plain = name.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").normalize("NFKD");
  const letters = plain.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-");
  const base = letters.slice(0, 40).replace(/^-+|-+$/g, "") || "one";
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** A value within one line of YAML. */
function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isGroup(value)) return `{${Object.entries(value).map(([key, one]) => `${key}: ${flow(one)}`).join(", ")}}`;
  return JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A document as YAML: groups line by line, what is short on one. */
function yaml(value, indent = "") {
  const lines = [];
  const add = (lead, one, deeper) => {
    const short = !isGroup(one) && !Array.isArray(one) ? true : indent !== "" && flow(one).length < 90;
    const empty = one !== null && typeof one === "object" && Object.keys(one).length === 0;
    if (short || empty) lines.push(`${indent}${lead}${flow(one)}`);
    else if (deeper) lines.push(`${indent}${lead.trimEnd()}`, ...yaml(one, `${indent}  `));
    else lines.push(...yaml(one, `${indent}  `).map((line, place) => (place ? line : `${indent}- ${line.trimStart()}`)));
  };
  if (Array.isArray(value)) value.forEach((one) => add("- ", one, false));
  else Object.entries(value).forEach(([key, one]) => add(`${key}: `, one, true));
  return lines;
}
