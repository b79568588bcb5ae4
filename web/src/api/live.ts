/** The tenant's events as they happen: each makes what is on the screen ask again. Resumes where it was cut off. */
import type { Query } from "@tanstack/react-query";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { useEffect, useState } from "react";
import { queries } from "./queries";

const PATIENCE_MS = [1000, 2000, 5000, 10_000];
const GATHERED_MS = 200;
const SECOND_LOOK_MS = 1000;
/** Who has scrolled through thousands of rows would ask for all their pages at each event: that waits a while. */
const LONG_PAGES = 4;
const LONG_LISTS_MS = 15_000;

export type Liveness = "connecting" | "live" | "cut";

export function useLive(tenant: string, after: number | null | undefined): Liveness {
  const [liveness, tell] = useState<Liveness>("connecting");
  const known = typeof after === "number";
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it begins is asked once; from then on it remembers.
  useEffect(() => {
    if (!known) return;
    const stop = new AbortController();
    void listen(tenant, after, stop.signal, tell);
    return () => stop.abort();
  }, [tenant, known]);
  return liveness;
}

async function listen(tenant: string, after: number, stop: AbortSignal, tell: (liveness: Liveness) => void) {
  let heard = after;
  let tries = 0;
  const refresh = gathered(tenant);
  while (!stop.aborted) {
    try {
      for await (const id of ids(tenant, heard, stop, () => tell("live"))) {
        heard = id;
        tries = 0;
        refresh();
      }
    } catch {
      if (stop.aborted) return;
    }
    tell("cut");
    await pause(PATIENCE_MS[Math.min(tries++, PATIENCE_MS.length - 1)] ?? 0, stop);
  }
}

async function* ids(tenant: string, after: number, stop: AbortSignal, opened: () => void): AsyncGenerator<number> {
  const response = await fetch(`/v1/${encodeURIComponent(tenant)}/stream?after=${after}`, {
    headers: { accept: "text/event-stream" },
    signal: stop,
  });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  opened();
  const reader = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, BufferSource>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (part.value.id !== undefined) yield Number(part.value.id);
  }
}

/** Many events at once make one refresh; read models follow them within moments, so a second look follows the first. */
function gathered(tenant: string): () => void {
  const refresh = (chosen: (query: Query) => boolean) =>
    void queries.invalidateQueries({ queryKey: [tenant], predicate: chosen });
  const refreshLong = spaced(() => refresh(isLong), LONG_LISTS_MS);
  const look = () => {
    refresh((query) => !isLong(query));
    refreshLong();
  };
  return spaced(() => {
    setTimeout(look, GATHERED_MS);
    setTimeout(look, SECOND_LOOK_MS);
  }, SECOND_LOOK_MS);
}

/** Does it at once, then no sooner than after the pause; what was wished meanwhile is done once then. */
function spaced(act: () => void, pauseMs: number): () => void {
  let resting = false;
  let wished = false;
  const wish = () => {
    wished = resting;
    if (resting) return;
    resting = true;
    act();
    setTimeout(() => {
      resting = false;
      if (wished) wish();
    }, pauseMs);
  };
  return wish;
}

function isLong({ state }: Query): boolean {
  return ((state.data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) > LONG_PAGES;
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
