// Behaviour of the design system. Strict CSP: no inline code; markup asks for behaviour by data attributes and Alpine.data names.
// docs/design-system.md lists both. Everything works on content that htmx swaps in later.
(() => {
  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  const byId = (id) => document.getElementById(id);

  // ── htmx: CSRF header, progress line, confirmation, errors ──────────────────────────────────────────────────────────
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });

  let running = 0;
  const progress = (change) => {
    running = Math.max(0, running + change);
    byId("page-progress")?.classList.toggle("is-active", running > 0);
  };
  document.addEventListener("htmx:beforeRequest", () => progress(1));
  document.addEventListener("htmx:afterRequest", () => progress(-1));

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt).then((agreed) => agreed && event.detail.issueRequest(true));
  });
  // A refusal brings its own sentence; anything else gets ours.
  const failed = (event) =>
    event.detail.xhr?.getResponseHeader("HX-Trigger")?.includes("toast") ||
    toast(document.body.dataset.failedMessage || "Request failed", "danger");
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  // ── Toasts: messages of the server, `HX-Trigger: {"toast": {"message": …, "tone": …}}`, or toast() from code ────────
  function toast(message, tone = "info") {
    const area = byId("toasts");
    const template = byId("toast-template");
    if (!area || !template) return;
    const item = template.content.firstElementChild.cloneNode(true);
    item.classList.add(`tone-${tone}`);
    item.querySelector("p").textContent = message;
    if (tone === "danger") item.setAttribute("role", "alert");
    area.append(item);
    expire(item);
  }
  function expire(item) {
    if (item.classList.contains("tone-danger")) return;
    let timer = setTimeout(() => item.remove(), 6000);
    item.addEventListener("pointerenter", () => clearTimeout(timer));
    item.addEventListener("pointerleave", () => (timer = setTimeout(() => item.remove(), 2500)));
  }
  document.addEventListener("toast", (event) => toast(event.detail.message ?? event.detail.value, event.detail.tone));
  window.toast = toast;

  // ── Dialogs and drawers: native <dialog>, opened by data-open, closed by data-close, Esc or the backdrop ────────────
  function ask(question, source) {
    const dialog = byId("confirm-dialog");
    if (!dialog) return Promise.resolve(window.confirm(question));
    const asker = source?.closest("[data-confirm-tone], [data-confirm-label]");
    const accept = dialog.querySelector("[data-accept]");
    dialog.querySelector("[data-question]").textContent = question;
    accept.textContent = asker?.dataset.confirmLabel || accept.dataset.label;
    accept.classList.toggle("btn-danger", asker?.dataset.confirmTone === "danger");
    accept.classList.toggle("btn-primary", asker?.dataset.confirmTone !== "danger");
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) =>
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "accept"), { once: true }),
    );
  }

  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-open]");
    if (opener) {
      event.preventDefault();
      byId(opener.dataset.open)?.showModal();
    }
    const closer = closest(event, "[data-close]");
    if (closer) closer.closest("dialog, .toast-item")?.[closer.closest(".toast-item") ? "remove" : "close"]();
    if (event.target instanceof HTMLDialogElement && event.target.open) {
      const box = event.target.getBoundingClientRect();
      const inside =
        event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target) || closest(event, ".menu-item")) menu.open = false;
    });
    const copier = closest(event, "[data-copy]");
    if (copier) {
      navigator.clipboard
        .writeText(copier.dataset.copy)
        .then(() => toast(document.body.dataset.copiedMessage || "Copied", "success"));
    }
    if (closest(event, "[data-print]")) window.print();
    const chooser = closest(event, "[data-theme-choice]");
    if (chooser?.tagName === "BUTTON") window.theme.choose(chooser.dataset.themeChoice);
  });

  // ── Forms: ask first, send once, submit on change ───────────────────────────────────────────────────────────────────
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const submitter = event.submitter;
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !form.dataset.agreed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, submitter ?? form).then((agreed) => {
        if (!agreed) return;
        form.dataset.agreed = "yes";
        form.requestSubmit(submitter);
        delete form.dataset.agreed;
      });
      return;
    }
    if (form.method !== "post" || form.target === "_blank" || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    submitter?.setAttribute("aria-busy", "true");
  }, true);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll('[type="submit"][aria-busy]').forEach((button) => button.removeAttribute("aria-busy"));
  });
  document.addEventListener("change", (event) => {
    const field = closest(event, "[data-autosubmit]");
    if (field) field.form.requestSubmit();
    const toggle = closest(event, "input[data-check-all]");
    if (toggle) {
      document.querySelectorAll(`input[name="${toggle.dataset.checkAll}"]`).forEach((box) => (box.checked = toggle.checked));
    }
  });

  // ── Keyboard: "/" searches, Esc closes menus, arrows move inside a menu ─────────────────────────────────────────────
  document.addEventListener("keydown", (event) => {
    const typing = closest(event, "input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent);
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
    const menu = closest(event, "details.menu[open]");
    if (menu && event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const items = [...menu.querySelectorAll(".menu-item:not(:disabled)")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      event.preventDefault();
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
    }
  });

  // ── Content that arrives: column names for stacked tables, toast lifetimes, current theme in menus ──────────────────
  function prepare(root) {
    root.querySelectorAll("table.data-table-stack").forEach((table) => {
      const heads = [...table.querySelectorAll("thead tr:last-child th")].map((head) => head.textContent.trim());
      table.querySelectorAll("tbody tr").forEach((row) => {
        [...row.children].forEach((cell, index) => {
          if (heads[index] && !cell.dataset.label && cell.colSpan === 1) cell.dataset.label = heads[index];
        });
      });
    });
    root.querySelectorAll(".toast-item:not([data-timed])").forEach((item) => {
      item.dataset.timed = "yes";
      expire(item);
    });
  }
  function markTheme() {
    document.querySelectorAll("button[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-current", String(button.dataset.themeChoice === window.theme.chosen()));
    });
  }
  document.addEventListener("theme:changed", markTheme);
  document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
  document.addEventListener("DOMContentLoaded", () => {
    prepare(document);
    markTheme();
    document.querySelector("[data-focus-first]")?.focus();
  });

  // ── Alpine components ───────────────────────────────────────────────────────────────────────────────────────────────
  document.addEventListener("alpine:init", () => {
    const { Alpine } = window;

    // A number with minus and plus that stays on the order multiple, counted from the minimum.
    Alpine.data("quantityInput", () => ({
      value: 0,
      minimum: 1,
      step: 1,
      maximum: Infinity,
      init() {
        const { min, step, max } = this.$refs.input.dataset;
        this.minimum = Number(min) || 0;
        this.step = Number(step) || 1;
        this.maximum = max ? Number(max) : Infinity;
        this.value = Number(this.$refs.input.value);
      },
      get atMinimum() {
        return this.value <= this.minimum;
      },
      get atMaximum() {
        return this.value + this.step > this.maximum;
      },
      read() {
        this.value = Number(this.$refs.input.value);
      },
      settle() {
        const steps = Math.ceil((Number(this.$refs.input.value) - this.minimum) / this.step - 1e-9);
        this.set(this.minimum + Math.max(0, steps) * this.step);
      },
      less() {
        this.set(this.value - this.step);
      },
      more() {
        this.set(this.value + this.step);
      },
      set(wanted) {
        const highest = this.minimum + Math.floor((this.maximum - this.minimum) / this.step) * this.step;
        const value = Number(Math.min(highest, Math.max(this.minimum, wanted)).toFixed(6));
        const changed = value !== this.value || String(value) !== this.$refs.input.value;
        this.value = value;
        this.$refs.input.value = value;
        if (changed) this.$refs.input.dispatchEvent(new Event("change", { bubbles: true }));
      },
    }));

    // Panels on one page; links with their own URL use plain <c-tabs> without this.
    Alpine.data("tabs", () => ({
      init() {
        const tabs = [...this.$root.querySelectorAll('[role="tab"]')];
        const show = (wanted) =>
          tabs.forEach((tab) => {
            const selected = tab === wanted;
            tab.setAttribute("aria-selected", String(selected));
            tab.tabIndex = selected ? 0 : -1;
            byId(tab.getAttribute("aria-controls")).hidden = !selected;
          });
        tabs.forEach((tab, index) => {
          tab.addEventListener("click", () => show(tab));
          tab.addEventListener("keydown", (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            const next = tabs[(index + step + tabs.length) % tabs.length];
            show(next);
            next.focus();
          });
        });
        show(tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0]);
      },
    }));

    Alpine.data("fileInput", () => ({
      names: "",
      over: false,
      changed() {
        this.names = [...this.$refs.input.files].map((file) => file.name).join(", ");
        this.over = false;
      },
      enter() {
        this.over = true;
      },
      leave() {
        this.over = false;
      },
      get chosen() {
        return this.names !== "";
      },
    }));

    // Thumbnails that change the large picture.
    Alpine.data("gallery", () => ({
      show() {
        this.$refs.main.src = this.$el.dataset.src;
        this.$refs.main.alt = this.$el.dataset.alt || "";
        this.$root.querySelectorAll("[data-src]").forEach((thumb) => thumb.setAttribute("aria-current", "false"));
        this.$el.setAttribute("aria-current", "true");
      },
    }));

    // Part of a form that shows only while a choice holds: <div x-data="showWhen" data-name="method" data-value="bank">.
    Alpine.data("showWhen", () => ({
      init() {
        const { name, value } = this.$root.dataset;
        const form = this.$root.closest("form");
        const update = () => {
          const held = new FormData(form).getAll(name).some((given) => value.split(" ").includes(given));
          this.$root.hidden = !held;
          this.$root.querySelectorAll("input, select, textarea").forEach((field) => (field.disabled = !held));
        };
        form.addEventListener("change", update);
        update();
      },
    }));
  });
})();
