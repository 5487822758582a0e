/// The keys of the pages. Everything works without it, by links and buttons.
let siteScript: StaticString = #"""
    "use strict";
    (() => {
      const find = (selector, root = document) => root.querySelector(selector);
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      const store = { get off() { try { return localStorage.getItem("tasten") === "aus"; } catch { return false; } },
                      set off(value) { try { localStorage.setItem("tasten", value ? "aus" : "an"); } catch {} } };
      const help = find("#tastenhilfe");
      const box = help && find("input[name=tasten]", help);
      if (box) { box.checked = store.off; box.addEventListener("change", () => { store.off = box.checked; }); }

      const rows = () => all(".queue .row");
      const titles = () => rows().map((row) => find("a.title", row));
      const current = () => titles().findIndex((title) => title && title.closest(".row").contains(document.activeElement));
      const focus = (number) => { const list = titles(); if (list.length) list[Math.max(0, Math.min(list.length - 1, number))].focus(); };

      const count = () => {
        const chosen = all(".queue input[type=checkbox]:checked").length;
        all("[data-gewaehlt]").forEach((place) => {
          place.textContent = chosen ? chosen + " ausgewählt:" : "Ausgewählte:";
        });
      };
      document.addEventListener("change", count);
      all("[data-alle]").forEach((button) => button.addEventListener("click", () => {
        const boxes = all(".queue input[type=checkbox]");
        const on = boxes.some((each) => !each.checked);
        boxes.forEach((each) => { each.checked = on; });
        count();
      }));
      count();

      const open = (panel) => {
        all("details.panel[open]").forEach((other) => { if (other !== panel && !other.contains(panel)) other.open = false; });
        panel.open = true;
        const first = find("input:not([type=hidden]), textarea, select, button", find(".inside", panel));
        (first || find("summary", panel)).focus();
      };

      const typing = (target) => target instanceof Element
        && target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

      document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
        const target = event.target;
        if (event.key === "Escape") {
          const panel = target instanceof Element && target.closest("details.panel[open]");
          if (panel) { panel.open = false; find("summary", panel).focus(); } else if (typing(target)) target.blur();
          return;
        }
        if (typing(target) || (help && help.open)) return;
        if (event.key === "?" && help) { event.preventDefault(); help.showModal(); return; }
        if (store.off) return;
        const list = rows().length > 0;
        if (list && (event.key === "j" || event.key === "k")) {
          event.preventDefault();
          focus(event.key === "j" ? current() + 1 : current() < 0 ? 0 : current() - 1);
          return;
        }
        if (list && event.key === "x" && current() >= 0) {
          event.preventDefault();
          const box = find("input[type=checkbox]", rows()[current()]);
          box.checked = !box.checked;
          count();
          return;
        }
        if (/^[1-8]$/.test(event.key)) {
          const radio = find("details.panel[open] input[data-ziffer='" + event.key + "']");
          if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); return; }
        }
        if (event.key === "Enter" && target instanceof Element && target.matches("input[type=radio], input[type=checkbox]")) {
          const button = target.form && find("button.main", target.closest(".inside") || target.form);
          if (button) { event.preventDefault(); button.click(); return; }
        }
        if (event.key === "p") { location.assign("/protokoll"); return; }
        const element = all("[data-taste]").find((each) => each.dataset.taste === event.key);
        if (!element) return;
        event.preventDefault();
        // In the list, a key without a choice means the row one stands on.
        if (list && (event.key === "a" || event.key === "z" || event.key === "l") && current() >= 0
            && !find(".queue input[type=checkbox]:checked")) {
          find("input[type=checkbox]", rows()[current()]).checked = true;
          count();
        }
        if (element.matches("details")) open(element);
        else if (element.matches("input")) { element.focus(); element.select(); }
        else element.click();
      });

      if (find(".head h1") && !location.hash) find(".head h1").focus({ preventScroll: true });
    })();

    """#

let siteIcon: StaticString = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5f6e"/>\
    <path d="M9 17l5 5 10-12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>

    """
