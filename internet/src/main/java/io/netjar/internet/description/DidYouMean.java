package io.netjar.internet.description;

import java.util.Collection;

/// Help for somebody who mistyped a word: the nearest of the words that were allowed.
public final class DidYouMean {
    private DidYouMean() {}

    /// "; did you mean 'x'?" if an allowed word is near enough to `found`, else a full stop.
    public static String hint(String found, Collection<String> allowed) {
        String best = "";
        int bestDistance = Math.max(1, found.length() / 3) + 1;
        for (String word : allowed) {
            int distance = distance(found, word);
            if (distance < bestDistance) {
                best = word;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? "." : "; did you mean '" + best + "'?";
    }

    /// How many letters must be changed, added, left out or swapped with their neighbour (optimal string alignment).
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
