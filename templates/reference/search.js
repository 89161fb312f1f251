(function () {
  "use strict";
  var plain = function (text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u2019/g, "'"); };
  var form = document.querySelector(".search"), field = document.getElementById("search"), count = document.getElementById("count");
  var entries = Array.prototype.map.call(document.querySelectorAll(".entries li"), function (li) {
    return { li: li, words: plain(li.textContent + " " + li.getAttribute("data-words")) };
  });
  var groups = document.querySelectorAll(".group");
  function search() {
    var wanted = plain(field.value).split(/\s+/).filter(Boolean), found = 0;
    entries.forEach(function (entry) {
      var shown = wanted.every(function (word) { return entry.words.indexOf(word) !== -1; });
      entry.li.hidden = !shown;
      found += shown ? 1 : 0;
    });
    Array.prototype.forEach.call(groups, function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    count.textContent = wanted.length ? found + " / " + entries.length : "";
    history.replaceState(null, "", field.value ? "#q=" + encodeURIComponent(field.value) : location.pathname);
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  field.addEventListener("input", search);
  if (location.hash.indexOf("#q=") === 0) { try { field.value = decodeURIComponent(location.hash.slice(3)); } catch (error) { field.value = ""; } search(); }
})();
