// The table of results, with short IRIs that lead to our pages and their labels on hover.

const escape = (text) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

export function shortTable(Table, names) {
  return class extends Table {
    // Without quotes, languages and types, unless a user wants them.
    draw(settings) {
      super.draw({ compact: true, ...settings });
    }

    getUriLinkFromBinding(binding) {
      const iri = binding.value, page = names.page(iri), short = escape(names.short(iri));
      const label = escape(names.label(iri));
      return page ? `<a class="iri" target="_blank" rel="noopener" href="${escape(page)}" title="${label}">${short}</a>` : `<span>${short}</span>`;
    }

    // Spreadsheets take a cell that begins with one of these for a formula; numbers stay as they are.
    download(name) {
      const file = super.download(name);
      const guarded = () => file.getData().replace(/(^|,)("?)([=+@-])(?!\d)/gm, "$1$2'$3");
      return { ...file, getData: guarded };
    }
  };
}
