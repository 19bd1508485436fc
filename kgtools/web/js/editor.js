// The start page's editor: YASGUI with our prefixes, our names to complete, our questions and our endpoint.
// It asks nobody but the server that sent it.
import Yasgui from "@zazuko/yasgui";
import { addCompleters } from "./completers.js";
import { Drawing } from "./drawing.js";
import { picker } from "./questions.js";
import { shortTable } from "./table.js";
import { Names } from "./names.js";

const place = document.getElementById("yasgui");
const root = place.dataset.root;
const endpoint = new URL(`${root}/sparql`, location.href).href;

const FIRST = `# Which strategies are said to mitigate which mechanism?
SELECT ?strategy ?mechanism WHERE {
  ?strategy si:mitigates ?mechanism .
}
ORDER BY ?mechanism
LIMIT 100`;

function start(told) {
  const names = new Names(told, root);
  addCompleters(Yasgui.Yasqe, names);
  Yasgui.Yasr.registerPlugin("table", shortTable(Yasgui.Yasr.plugins.table, names));
  Yasgui.Yasr.registerPlugin("drawing", Drawing.of(names, told.looks));
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    copyEndpointOnNewTab: false,
    persistenceId: `si-assb-kg${root}`,
    yasqe: { value: names.declared(FIRST), createShortLink: undefined, editorHeight: "18rem" },
    yasr: { prefixes: told.prefixes, pluginOrder: ["table", "drawing", "response"], defaultPlugin: "table" },
  });
  yasgui.on("query", (_, tab) => show(tab));
  picker(document.getElementById("picker"), told.questions, names, (title, text) => {
    const tab = yasgui.addTab(true, { name: title, yasqe: { value: text } });
    tab.query().catch(() => {}); // what went wrong stands where the result would
  });
  document.getElementById("plain").hidden = true;
  window.yasgui = yasgui;
}

// A graph is drawn first and a table is shown first, whatever the last answer was.
function show(tab) {
  const yasr = tab.getYasr();
  const isGraph = ["CONSTRUCT", "DESCRIBE"].includes(tab.getYasqe().getQueryType());
  if (isGraph === (yasr.getSelectedPluginName() === "drawing")) return;
  yasr.results = undefined;
  yasr.selectPlugin(isGraph ? "drawing" : "table");
}

fetch(`${root}/pages/editor.json`).then((answer) => answer.json()).then(start);
