/** What a view shows stands in its address, so that a link reopens it. */
import { type NavigateOptions, useSearchParams } from "react-router";

type Change = (query: URLSearchParams) => void;

/** The query, and how it is changed: from what the address bar says by then, for two changes may come before anything is drawn. */
export function useAddress(): [URLSearchParams, (change: Change, options?: NavigateOptions) => void] {
  const [query, go] = useSearchParams();
  const change = (apply: Change, options?: NavigateOptions) => {
    const changed = new URLSearchParams(window.location.search);
    apply(changed);
    void go(changed, options);
  };
  return [query, change];
}

/** Sets it, or removes it where there is nothing to say. */
export function put(query: URLSearchParams, name: string, value: string | null): void {
  if (value) query.set(name, value);
  else query.delete(name);
}
