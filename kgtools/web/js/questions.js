// The named questions: choose one, fill in what it asks for, and it opens in a tab of its own.

export function picker(place, questions, names, open) {
  const chosen = element("select", { "aria-label": "Named question" }, element("option", { value: "" }, "a named question …"), ...groups(questions));
  const inputs = element("div", { className: "row" });
  const said = element("p", { className: "question" });
  const note = element("p", { className: "note" });
  place.append(element("div", { className: "row" }, element("label", {}, "Start from ", chosen)), said, note, inputs);
  chosen.addEventListener("change", () => {
    const question = questions.find((one) => one.name === chosen.value);
    said.textContent = question?.question ?? "";
    note.textContent = question?.note ?? "";
    inputs.replaceChildren(...(question ? form(question, names, open) : []));
  });
  place.hidden = false;
}

function groups(questions) {
  const tags = [...new Set(questions.map((question) => question.tags[0] ?? "other"))].sort();
  return tags.map((tag) => element("optgroup", { label: tag }, ...questions.filter((question) => (question.tags[0] ?? "other") === tag)
    .map((question) => element("option", { value: question.name }, question.title))));
}

function form(question, names, open) {
  const inputs = question.parameters.map((parameter) => input(parameter, names));
  const button = element("button", { type: "button", className: "primary" }, "Open and ask");
  button.addEventListener("click", () => {
    const given = inputs.map(({ field, parameter }) => [parameter, term(parameter, field, names)]).filter(([, value]) => value !== undefined);
    if (inputs.every(({ field }) => field.reportValidity())) open(question.title, filled(question, given, names));
  });
  return [...inputs.map(({ label }) => label), button];
}

function input(parameter, names) {
  const byName = ["label", "iri", "class"].includes(parameter.type);
  const known = byName ? names.takenBy(parameter) : [];
  const list = element("datalist", { id: `values-of-${parameter.name}` }, ...known.map((one) => element("option", { value: one.label }, one.id)));
  const preset = byName && parameter.default ? names.byId.get(parameter.default)?.label ?? parameter.default : parameter.default ?? "";
  const field = element("input", { value: preset, placeholder: parameter.default ? "" : "any", title: parameter.help });
  if (byName) field.setAttribute("list", list.id);
  return { parameter, field, label: element("label", { title: parameter.help }, parameter.name, field, list) };
}

// The value as a SPARQL term; undefined where nothing was given.
function term(parameter, field, names) {
  const text = field.value.trim();
  field.setCustomValidity("");
  if (!text) return undefined;
  if (parameter.type === "string") return JSON.stringify(text);
  if (parameter.type === "integer" || parameter.type === "decimal") {
    if (!/^[+-]?\d+(\.\d+)?$/.test(text)) field.setCustomValidity(`${parameter.name} is a number`);
    return parameter.type === "decimal" && !text.includes(".") ? `${text}.0` : text;
  }
  const wanted = text.toLowerCase();
  const found = names.takenBy(parameter).find((one) => [one.id, one.id.split(":")[1], one.label, ...one.others].some((name) => name.toLowerCase() === wanted));
  if (!found) field.setCustomValidity(`there is no ${parameter.name} called ${text}`);
  return found?.id;
}

// The question's text with its parameters in it, and its header as two lines of comment.
function filled(question, given, names) {
  const values = given.length ? `\n  VALUES (${given.map(([one]) => `?${one.name}`).join(" ")}) { (${given.map(([, value]) => value).join(" ")}) }` : "";
  const text = question.text.slice(0, question.at) + values + question.text.slice(question.at);
  const body = text.split("\n").filter((line) => !line.startsWith("#+")).join("\n");
  const declared = names.declared(body.trimStart()).replace(/^((?:PREFIX .*\n)+)\nPREFIX/, "$1PREFIX");
  return `# ${question.title}\n# ${question.question}\n${declared}`;
}

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) key.includes("-") ? made.setAttribute(key, value) : (made[key] = value);
  made.append(...children);
  return made;
}
