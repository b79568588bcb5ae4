interface Paged<T> {
  items: T[];
  next: string | null;
}

/** All pages of a list, for what is small enough to be read whole. */
export async function every<T>(page: (cursor: string | undefined) => Promise<Paged<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor);
  return found;
}

interface Growing<T> {
  data?: { pages: Paged<T>[] };
  hasNextPage: boolean;
  fetchNextPage: () => Promise<Growing<T>>;
}

/** All pages of a list that grows as one scrolls. */
export async function grown<T>(list: Growing<T>): Promise<T[]> {
  let seen = list;
  while (seen.hasNextPage) seen = await seen.fetchNextPage();
  return seen.data?.pages.flatMap((page) => page.items) ?? [];
}
