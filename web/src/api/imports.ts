import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { spoken } from "../app/language";
import { api, ask, type Schemas } from "./client";
import { problemOf } from "./problems";
import { plans, reports } from "./rights";
import type { Session } from "./session";

export type ImportView = Schemas["ImportView"];
export type Sort = ImportView["sort"];
export type Mode = NonNullable<ImportView["mode"]>;

const RIGHTS: Record<Sort, typeof plans> = { units: plans, plans, tasks: plans, indicator_values: reports };
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const AGAIN_MS = 1_000;
const UNDER_WAY: ImportView["status"][] = ["reading", "checking", "running"];

/** The sorts of workbooks that somebody may bring in. */
export function sortsFor(session: Session, tenant: string): Sort[] {
  return (Object.keys(RIGHTS) as Sort[]).filter((sort) => RIGHTS[sort](session, tenant));
}

export function isUnderWay(job: ImportView): boolean {
  return UNDER_WAY.includes(job.status);
}

/** Asked again while the server works on it: an import is resumed by its address. */
export function useImport(tenant: string, job: string) {
  return useQuery({
    queryKey: [tenant, "imports", job],
    queryFn: () => ask(api.GET("/v1/{tenant}/imports/{job}", { params: { path: { tenant, job } } })),
    refetchInterval: (query) => (query.state.data === undefined || isUnderWay(query.state.data) ? AGAIN_MS : false),
  });
}

export function useFaults(tenant: string, job: ImportView) {
  return useInfiniteQuery({
    queryKey: [tenant, "imports", job.id, "faults", job.status, job.run],
    enabled: !isUnderWay(job),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/{tenant}/imports/{job}/faults", {
          params: { path: { tenant, job: job.id }, query: { cursor: pageParam, limit: 100 } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function upload(tenant: string, sort: Sort, file: File): Promise<ImportView> {
  return ask(
    api.POST("/v1/{tenant}/imports", {
      params: { path: { tenant }, query: { sort } },
      headers: { "content-type": XLSX },
      body: file as unknown as string,
      bodySerializer: (body) => body as unknown as Blob,
    }),
  );
}

export function run(tenant: string, job: string, mode: Mode) {
  return ask(api.POST("/v1/{tenant}/imports/{job}/run", { params: { path: { tenant, job } }, body: { mode } }));
}

export function cancel(tenant: string, job: string) {
  return ask(api.POST("/v1/{tenant}/imports/{job}/cancel", { params: { path: { tenant, job } } }));
}

/** A workbook from an address of the gateway. */
export async function workbook(path: string): Promise<Blob> {
  const answer = await fetch(path, { headers: { "accept-language": spoken() } });
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  return answer.blob();
}
