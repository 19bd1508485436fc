// Completion of prefixes, classes, properties and things, by id, label or synonym, from what the server told.
// These stand in for YASQE's own, which ask prefix and vocabulary sites.

export function addCompleters(Yasqe, names) {
  const { prefixes, property, class: ofClass } = Yasqe.Autocompleters;
  prefixes.persistenceId = null;
  prefixes.get = () => Object.entries(names.prefixes).map(([prefix, base]) => `${prefix}: <${base}>`);

  const isProperty = (yasqe) => property.isValidCompletionPosition(yasqe);
  const isClass = (yasqe) => ofClass.isValidCompletionPosition(yasqe);
  const isThing = (yasqe) => isName(yasqe) && !isProperty(yasqe) && !isClass(yasqe);
  add(Yasqe, names, "kg-properties", "property", (yasqe) => isName(yasqe) && isProperty(yasqe), true);
  add(Yasqe, names, "kg-classes", "class", (yasqe) => isName(yasqe) && isClass(yasqe), true);
  add(Yasqe, names, "kg-things", null, isThing, true);
  add(Yasqe, names, "kg-words", null, (yasqe) => isWord(yasqe), false);
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "kg-properties", "kg-classes", "kg-things", "kg-words"];
}

function add(Yasqe, names, name, sort, isValidCompletionPosition, autoShow) {
  Yasqe.registerAutocompleter({
    name,
    isValidCompletionPosition,
    autoShow,
    bulk: false,
    get: (_, token) => names.find(token.string.replace(/^\w*:/, ""), sort).filter(inPrefixOf(token.string)).map((term) => term.id),
    postProcessSuggestion: (_, __, id) => id,
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: shown(hint.text, names) })),
  });
}

// `kg:crack` asks for things of kg: only, `crack` for any.
const inPrefixOf = (typed) => (term) => !typed.includes(":") || term.id.startsWith(typed.split(":")[0] + ":");
const shown = (id, names) => {
  const label = names.byId.get(id)?.label;
  return label && label !== id.split(":")[1] ? `${id}  ${label}` : id;
};

const isName = (yasqe) => /^\w*:\S*$/.test(yasqe.getCompleteToken().string);
const isWord = (yasqe) => /^[A-Za-z][\w-]{2,}$/.test(yasqe.getCompleteToken().string);
