import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./Failure";
import { Waiting } from "./Waiting";

/** A question to the gateway and what is shown of its answer; older answers stay while a new one is fetched. */
export function Asked<T>({
  of,
  children,
  lines,
}: {
  of: UseQueryResult<T, Error>;
  children: (answer: T) => ReactNode;
  lines?: number;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.isError) return <Failure error={of.error} again={() => void of.refetch()} />;
  return <Waiting lines={lines} />;
}
