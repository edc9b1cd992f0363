/* Light and dark, search. Every page is whole without this script. */
(function () {
  "use strict";
  var root = document.documentElement;

  var scheme = document.querySelector(".scheme");
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches; }
  function label() { scheme.textContent = isDark() ? "Light" : "Dark"; }
  if (scheme) {
    scheme.hidden = false;
    label();
    dark.addEventListener("change", label);
    scheme.addEventListener("click", function () {
      root.dataset.scheme = isDark() ? "light" : "dark";
      try { localStorage.setItem("gloss-scheme", root.dataset.scheme); } catch (e) { /* private window */ }
      label();
    });
  }

  var opener = document.querySelector(".find");
  var dialog = document.getElementById("search");
  var page = document.getElementById("search-page");
  if (!opener) return;
  opener.hidden = false;
  if (page) open(page);
  opener.addEventListener("click", function (event) {
    if (page || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
    open(dialog.firstElementChild);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    opener.click();
  });

  /* Nothing of the index is loaded before a reader opens the search. */
  function open(box) {
    if (box.firstChild) { box.querySelector("input").focus(); return; }
    box.textContent = "Loading the index …";
    import(new URL(opener.dataset.pagefind, location)).then(function (engine) {
      return engine.init().then(function () { build(box, engine); });
    }).catch(function () { box.textContent = "This copy of the site has no search index."; });
  }

  function make(tag, inside, properties) {
    return inside.appendChild(Object.assign(document.createElement(tag), properties));
  }

  /* Pagefind gives HTML; of it only the words and its marks are taken over. */
  function excerpt(inside, html) {
    new DOMParser().parseFromString(html, "text/html").body.childNodes.forEach(function (node) {
      make(node.nodeName === "MARK" ? "mark" : "span", inside, { textContent: node.textContent });
    });
  }

  function build(box, engine) {
    box.textContent = "";
    var form = make("form", box, { role: "search" });
    var input = make("input", form, { type: "text", enterKeyHint: "search", placeholder: "Words, a name, an outlet", autocomplete: "off" });
    input.setAttribute("aria-label", "Search for");
    var narrow = make("details", form, { className: "narrow" });
    make("summary", narrow, { textContent: "Narrow down" });
    var status = make("p", box, { className: "lead" });
    status.setAttribute("role", "status");
    var list = make("ol", box, {});
    var more = make("button", box, { type: "button", className: "tool", textContent: "More results", hidden: true });
    var turn = 0, timer = 0, found = [];

    function run() {
      var mine = ++turn, wanted = {};
      narrow.querySelectorAll("select").forEach(function (s) { if (s.value) wanted[s.name] = s.value; });
      if (!input.value && !Object.keys(wanted).length) {
        more.hidden = true;
        list.textContent = status.textContent = "";
        return;
      }
      engine.search(input.value || null, { filters: wanted }).then(function (answer) {
        if (mine !== turn) return;
        found = answer.results;
        list.textContent = "";
        status.textContent = found.length + (found.length === 1 ? " page" : " pages");
        show(mine);
      });
    }

    /* The next few results: the text of each is a file of its own. */
    function show(mine) {
      var from = list.children.length;
      return Promise.all(found.slice(from, from + 8).map(function (r) { return r.data(); })).then(function (pages) {
        if (mine !== turn || list.children.length !== from) return;
        pages.forEach(function (result) {
          var item = make("li", list, {});
          make("a", item, { href: result.url, textContent: result.meta.title });
          excerpt(make("p", item, {}), result.excerpt);
        });
        more.hidden = list.children.length >= found.length;
        return list.children[from];
      });
    }

    /* Names of all actors and outlets are loaded for those who narrow down. */
    narrow.addEventListener("toggle", function () {
      engine.filters().then(function (filters) {
        ["actor", "outlet", "date", "basis"].filter(function (n) { return filters[n]; }).forEach(function (name) {
          var select = make("select", narrow, { name: name });
          select.setAttribute("aria-label", "Only " + name);
          make("option", select, { value: "", textContent: "Any " + name });
          Object.keys(filters[name]).sort().forEach(function (value) {
            make("option", select, { value: value, textContent: value + " (" + filters[name][value] + ")" });
          });
        });
      });
    }, { once: true });
    more.addEventListener("click", function () {
      show(turn).then(function (first) { if (first) first.querySelector("a").focus(); });
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); run(); });
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(run, 150); });
    input.focus();
  }
})();
