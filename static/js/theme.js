// Runs before the first paint: the chosen theme, or the system's, so that no page flashes in the wrong colours.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("theme") || "system";
  const apply = () => {
    const choice = chosen();
    const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    document.documentElement.dataset.bsTheme = theme;
    document.documentElement.dataset.themeChoice = choice;
  };
  window.theme = {
    chosen,
    choose(choice) {
      localStorage.setItem("theme", choice);
      apply();
      document.dispatchEvent(new CustomEvent("theme:changed"));
    },
  };
  dark.addEventListener("change", apply);
  apply();
})();
