/* Notes where the eye is: a preview on hover and focus; a click, a tap or Enter opens it to stay.
   Without this script a reference leads to the list of notes at the end of the page. */
(function () {
  "use strict";
  if (!document.querySelector(".notes")) return;
  var box = null, from = null, pinned = false, timer = 0, silent = false;

  function make(tag, inside, properties) {
    return inside.appendChild(Object.assign(document.createElement(tag), properties));
  }

  /* What the list at the end says about this reference: the article, then the paragraph. */
  function fill(ref) {
    var place = document.getElementById(ref.hash.slice(1));
    var note = document.createElement("aside");
    note.className = "peek";
    note.id = "peek";
    note.tabIndex = -1;
    note.setAttribute("role", "note");
    note.setAttribute("aria-label", "Note " + ref.textContent);
    note.appendChild(place.parentNode.previousElementSibling.cloneNode(true));
    var text = make("p", note, {});
    Array.from(place.childNodes).forEach(function (node) {
      if (!node.classList || !node.matches(".letter, .back")) text.appendChild(node.cloneNode(true));
    });
    var ways = make("p", note, { className: "ways" });
    make("a", ways, { href: ref.hash, textContent: "In the list of notes" });
    make("button", ways, { type: "button", textContent: "Close" }).addEventListener("click", back);
    return note;
  }

  /* Whether there is room beside the text; on a narrow page the style sheet puts the note into it. */
  function afloat() { return getComputedStyle(box).position === "absolute"; }

  function show(ref, stay) {
    clearTimeout(timer);
    if (from !== ref) {
      close();
      from = ref;
      box = fill(ref);
      ref.closest("p, li, .say").after(box);
      ref.setAttribute("aria-expanded", "true");
      ref.setAttribute("aria-describedby", box.id);
      if (afloat()) put(ref);
    }
    pinned = pinned || stay;
    box.classList.toggle("pinned", pinned);
    if (stay) box.focus({ preventScroll: afloat() });
  }

  /* Under the reference, or over it where the view ends. */
  function put(ref) {
    var at = ref.getBoundingClientRect(), over = box.offsetParent.getBoundingClientRect();
    var left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 16);
    var below = at.bottom + 6, above = at.top - box.offsetHeight - 6;
    box.style.left = Math.max(8, left) - over.left + "px";
    box.style.top = (below + box.offsetHeight > innerHeight && above > 0 ? above : below) - over.top + "px";
  }

  function close() {
    clearTimeout(timer);
    if (!box) return;
    from.removeAttribute("aria-expanded");
    from.removeAttribute("aria-describedby");
    box.remove();
    box = from = null;
    pinned = false;
  }

  function back() {
    var ref = from, inside = pinned || box.contains(document.activeElement);
    close();
    if (inside) focus(ref);
  }

  function focus(ref) {
    silent = true;
    ref.focus();
    silent = false;
  }

  function later(what, delay) {
    clearTimeout(timer);
    timer = setTimeout(what, delay);
  }

  function leave() { if (!pinned) later(close, 250); }

  document.querySelectorAll(".ref a").forEach(function (ref) {
    ref.addEventListener("pointerenter", function (event) {
      if (event.pointerType === "mouse" && !pinned) later(function () { show(ref, false); }, 120);
    });
    ref.addEventListener("pointerleave", leave);
    ref.addEventListener("focus", function () {
      if (!silent && ref.matches(":focus-visible")) show(ref, false);
    });
    ref.addEventListener("blur", leave);
    ref.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (pinned && from === ref) back(); else { pinned = false; show(ref, true); }
    });
  });

  document.addEventListener("pointerover", function (event) {
    if (box && !pinned && box.contains(event.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", function (event) {
    if (box && box.contains(event.target) && !box.contains(event.relatedTarget)) leave();
  });
  document.addEventListener("focusin", function (event) {
    if (box && box.contains(event.target)) clearTimeout(timer);
    else if (pinned && event.target !== from) close();
  });
  document.addEventListener("click", function (event) {
    if (!box) return;
    var link = event.target.closest("a");
    if (!box.contains(event.target)) { if (!from.contains(event.target)) close(); }
    /* Whoever follows a note finds the reference again by the browser's way back. */
    else if (link) {
      history.replaceState(history.state, "", "#" + from.id);
      if (link.hash && link.pathname === location.pathname) close();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && box) back();
  });
  addEventListener("resize", function () { if (box && afloat()) put(from); });
  addEventListener("pageshow", function () {
    close();
    var target = /^#r\d+-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target) focus(target);
  });
})();
