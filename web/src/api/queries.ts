import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problems";

const MOST_TRIES = 2;

/** A refusal is an answer: only what did not arrive, or came from a service that is away, is asked again. */
function worthAnotherTry(failures: number, error: Error): boolean {
  return failures < MOST_TRIES && !(error instanceof Problem && error.status < 500);
}

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 30_000, refetchOnWindowFocus: true } },
});
