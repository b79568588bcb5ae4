import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let printing = false;

function subscribe(changed: () => void): () => void {
  // What is shown for paper has to be there before the browser lays it out: it does not wait.
  const turn = (now: boolean) => () => {
    printing = now;
    flushSync(changed);
  };
  const begun = turn(true);
  const ended = turn(false);
  addEventListener("beforeprint", begun);
  addEventListener("afterprint", ended);
  return () => {
    removeEventListener("beforeprint", begun);
    removeEventListener("afterprint", ended);
  };
}

/** While a page is being printed; what shows only a part of a list shows all of it then. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => printing);
}
