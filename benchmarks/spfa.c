/* The compiled peer of logistics.network: shortest paths from point 0 and to point 0, a queue of points over
 * compressed rows (SPFA), with the link that set each label; then the stated "not before" that are missed.
 *
 * Link k says low[k] <= time(after[k]) - time(before[k]) <= high[k]; NONE is no bound. Points are numbered from 0,
 * the reference point. No path leads into point 0, as in the Python. Returns the number of missed bounds, or -1 if
 * points round a circle never come to rest, or -2 without memory.
 */
#include <stdint.h>
#include <stdlib.h>

#define NONE INT64_MIN
#define FAR (INT64_MAX / 4)

typedef struct { int64_t to, length, link; } Arc;

static int settle(int64_t n, const int64_t *row, const Arc *arcs, int64_t *label, int64_t *via)
{
    int64_t *queue = malloc(n * sizeof *queue);
    int64_t *times = calloc(n, sizeof *times);
    char *waiting = calloc(n, 1);
    int64_t head = 0, count = 1;
    int result = queue && times && waiting ? 0 : -2;
    for (int64_t i = 0; i < n; i++) { label[i] = FAR; via[i] = -1; }
    label[0] = 0;
    if (!result) queue[0] = 0;
    while (!result && count) {
        int64_t u = queue[head];
        if (++head == n) head = 0;
        count--;
        waiting[u] = 0;
        for (int64_t a = row[u]; a < row[u + 1]; a++) {
            int64_t v = arcs[a].to, total = label[u] + arcs[a].length;
            if (total >= label[v]) continue;
            label[v] = total;
            via[v] = arcs[a].link;
            if (waiting[v]) continue;
            if (++times[v] > n) { result = -1; break; }
            waiting[v] = 1;
            int64_t tail = head + count++;
            queue[tail < n ? tail : tail - n] = v;
        }
    }
    free(queue); free(times); free(waiting);
    return result;
}

static int rows(int64_t n, int64_t m, const int64_t *from, const int64_t *to, const int64_t *there,
                const int64_t *back, int turned, int64_t *row, Arc *arcs)
{
    /* there: the bound along the link, back: against it (to be negated); turned: every arc the other way */
    int64_t *next = malloc((n + 1) * sizeof *next);
    if (!next) return -2;
    for (int64_t i = 0; i <= n; i++) row[i] = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int64_t k = 0; k < m; k++)
            for (int side = 0; side < 2; side++) {
                int64_t bound = side ? back[k] : there[k];
                int64_t u = side != turned ? to[k] : from[k], v = side != turned ? from[k] : to[k];
                if (bound == NONE || v == 0) continue;
                if (!pass) row[u + 1]++;
                else arcs[next[u]++] = (Arc){v, side ? -bound : bound, k};
            }
        if (pass) break;
        for (int64_t i = 0; i < n; i++) row[i + 1] += row[i];
        for (int64_t i = 0; i <= n; i++) next[i] = row[i];
    }
    free(next);
    return 0;
}

int64_t solve(int64_t n, int64_t m, const int64_t *before, const int64_t *after, const int64_t *low,
              const int64_t *high, int64_t *latest, int64_t *why_latest, int64_t *earliest, int64_t *why_earliest)
{
    int64_t *row = malloc((n + 1) * sizeof *row);
    Arc *arcs = malloc((2 * m + 1) * sizeof *arcs);
    int64_t result = row && arcs ? 0 : -2;
    for (int turned = 0; turned < 2 && !result; turned++) {
        result = rows(n, m, before, after, high, low, turned, row, arcs);
        if (!result)
            result = settle(n, row, arcs, turned ? earliest : latest, turned ? why_earliest : why_latest);
    }
    for (int64_t k = 0; k < m && result >= 0; k++) {
        if (before[k] == 0 && low[k] != NONE && latest[after[k]] < low[k]) result++;
        if (after[k] == 0 && high[k] != NONE && latest[before[k]] < -high[k]) result++;
    }
    free(row); free(arcs);
    return result;
}
