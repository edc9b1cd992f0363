/* What a reader can do with a quote: copy it with all that belongs to it, find its words at the publisher.
   Without this script the address and the neighbours of every quote are there all the same. */
(function () {
  "use strict";
  var cards = document.querySelectorAll(".quotes .card");

  /* An address shared before the quotes were split over several pages. */
  var moved = document.querySelector(".elsewhere");
  var target = moved && location.hash && document.getElementById(location.hash.slice(1));
  if (target && moved.contains(target)) location.replace(target.closest("li").querySelector("a").href);

  cards.forEach(function (card) {
    var words = Array.from(card.querySelectorAll(".said .mq"));
    var tools = card.querySelector(".do");
    if (!words.length) return;
    var copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = "copy quote";
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(quotation(card, words)).then(function () { tell(copy, "copied"); },
        function () { tell(copy, "could not copy"); });
    });
    tools.prepend(copy);
    var out = tools.querySelector("[rel=noopener]");
    if (out) out.href = out.href.split("#")[0] + "#:~:text=" + fragment(words[0].textContent);
  });

  function text(inside, selector) {
    var found = inside.querySelector(selector);
    return found ? found.textContent.trim() : "";
  }

  /* The exact words, who said them as far as the text tells, where and when they were printed. */
  function quotation(card, words) {
    var name = text(card, ".by .credit bdi");
    var said = words.map(function (q) { return "“" + q.textContent + "”"; }).join(" … ");
    var shown = card.querySelector(".by .credit a") ? name : name.charAt(0).toLowerCase() + name.slice(1);
    var where = text(card, ".by .place a bdi") + ", " + text(card, ".by .place .date");
    return said + " (" + shown + "; " + where + ")\n" + location.href.split("#")[0] + "#" + card.id;
  }

  /* First and last words: browsers that know text fragments scroll to them. */
  function fragment(words) {
    function code(part) { return encodeURIComponent(part.join(" ")).replace(/-/g, "%2D"); }
    var all = words.replace(/[\s.,;:!?]+$/, "").split(/\s+/);
    return all.length > 8 ? code(all.slice(0, 4)) + "," + code(all.slice(-4)) : code(all);
  }

  function tell(button, said) {
    var before = "copy quote";
    button.textContent = said;
    setTimeout(function () { button.textContent = before; }, 2000);
  }
})();
