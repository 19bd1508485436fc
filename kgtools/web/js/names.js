// What things are called, how their IRIs are written short, and where their pages are.
const OURS = { si: "ontology", kg: "graph" };

export class Names {
  constructor(told, root) {
    this.root = root;
    this.prefixes = told.prefixes;
    this.terms = told.terms;
    this.byId = new Map(told.terms.map((term) => [term.id, term]));
  }

  // si:leadsTo of https://w3id.org/si-assb/ontology/leadsTo; the IRI itself where no prefix fits.
  short(iri) {
    for (const [prefix, base] of Object.entries(this.prefixes)) {
      const local = iri.startsWith(base) ? iri.slice(base.length) : "";
      if (/^[\w.-]*\w$/.test(local)) return `${prefix}:${local}`;
    }
    return iri;
  }

  full(id) {
    const [prefix, ...local] = id.split(":");
    return prefix in this.prefixes ? this.prefixes[prefix] + local.join(":") : id;
  }

  term(iri) {
    return this.byId.get(this.short(iri));
  }

  label(iri) {
    return this.term(iri)?.label ?? this.short(iri);
  }

  // Where a link leads: to our page of the thing, elsewhere only by http(s).
  page(iri) {
    for (const [prefix, folder] of Object.entries(OURS)) {
      const base = this.prefixes[prefix];
      if (iri.startsWith(base)) return `${this.root}/${folder}/${iri.slice(base.length)}`;
    }
    return /^https?:\/\//i.test(iri) ? iri : null;
  }

  // The text with a declaration for each prefix that it uses.
  declared(text) {
    const used = Object.keys(this.prefixes).filter((prefix) => new RegExp(`(^|[\\s(^/|!])${prefix}:`, "m").test(text)
      && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text));
    const lines = used.map((prefix) => `PREFIX ${prefix}: <${this.prefixes[prefix]}>`);
    return lines.length ? `${lines.join("\n")}\n\n${text}` : text;
  }

  // Terms of a sort whose id, label or other name holds the words; those that begin so first.
  find(words, sort) {
    const wanted = words.toLowerCase();
    const fits = [];
    for (const term of this.terms) {
      if (sort && term.sort !== sort) continue;
      const called = [term.id, term.id.split(":")[1], term.label, ...term.others].map((name) => name.toLowerCase());
      const rank = called.some((name) => name.startsWith(wanted)) ? 0 : called.some((name) => name.includes(wanted)) ? 1 : 2;
      if (rank < 2) fits.push([rank, term]);
    }
    return fits.sort((one, other) => one[0] - other[0]).map(([, term]) => term).slice(0, 60);
  }

  // What a parameter takes: things of a class, or classes at or below one.
  takenBy({ type, kind }) {
    return this.terms.filter((term) => !kind || (type === "class" ? term.below : term.kinds).includes(kind));
  }
}
