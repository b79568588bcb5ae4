/** The tour itself, fetched only when somebody takes it. */
import { type Driver, driver } from "driver.js";
import "driver.js/dist/driver.css";
import "./tour.css";

/** What is pointed at, in order; the words of a step bear its name. On narrow screens the button stands for the menu. */
const PLACES = {
  headline: "[data-tour=headline]",
  numbers: "[data-tile=overdue]",
  units: "[data-tour=unit]",
  menu: "[data-tour=menu]",
  me: "[data-tour=me]",
};

export function show(t: (key: string) => string, ended: () => void): Driver {
  const tour = driver({
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    showProgress: true,
    progressText: "{{current}}/{{total}}",
    nextBtnText: t("overview:tour.next"),
    prevBtnText: t("overview:tour.back"),
    doneBtnText: t("overview:tour.done"),
    onPopoverRender: ({ wrapper, closeButton }) => {
      closeButton.setAttribute("aria-label", t("overview:tour.close"));
      wrapper.querySelector("header")?.setAttribute("role", "none"); // the page has its banner
    },
    // It says of whatever is pointed at that it expands, which most of it does not.
    onHighlighted: (pointedAt) => pointedAt?.removeAttribute("aria-expanded"),
    onDestroyed: ended,
    steps: Object.entries(PLACES).map(([step, place]) => ({
      element: () => inSight(place) ?? document.body,
      popover: { title: t(`overview:tour.${step}.title`), description: t(`overview:tour.${step}.text`) },
    })),
  });
  tour.drive();
  return tour;
}

function inSight(place: string): Element | undefined {
  return [...document.querySelectorAll(place)].find((found) => found.checkVisibility({ visibilityProperty: true }));
}
