// node comunica.cjs ENDPOINT QUERY: the answer of a remote endpoint as Comunica reads it, as JSON.
const { QueryEngine } = require("@comunica/query-sparql");

const [endpoint, query] = process.argv.slice(2);
const written = (term) => (term.termType === "Literal" ? { value: term.value, type: term.datatype.value, language: term.language } : term.value);

async function main() {
  const answer = await new QueryEngine().query(query, { sources: [{ type: "sparql", value: endpoint }] });
  if (answer.resultType === "boolean") return answer.execute();
  if (answer.resultType === "quads") {
    const quads = await (await answer.execute()).toArray();
    return quads.map((quad) => [quad.subject, quad.predicate, quad.object].map(written));
  }
  const rows = await (await answer.execute()).toArray();
  return rows.map((row) => Object.fromEntries([...row].map(([variable, term]) => [variable.value, written(term)])));
}

main().then((found) => console.log(JSON.stringify(found)), (error) => {
  console.error(error.message);
  process.exit(1);
});
