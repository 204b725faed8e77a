package io.netjar.engine;

import java.util.Arrays;

/// When each of some partitions is to go on, and which one comes first: a tournament in which the earlier deadline wins, and of
/// equal ones the lower number. Numbers alone, close together: nothing of a partition is touched before its turn.
final class Turns {
    /// By number, with room for a power of two of them.
    private long[] deadlines = {Engine.NEVER};
    /// Who won at each node: the root is node 1, the nodes below node i are 2i and 2i + 1, and the last level has the
    /// numbers in their order.
    private int[] winners = {0, 0};
    private int count;

    /// Adds one more, which has no deadline yet. Returns its number, the next one from 0 on.
    int add() {
        if (count == deadlines.length) {
            grow();
        }
        count++;
        return count - 1;
    }

    /// The number of the one that comes first.
    int first() {
        return winners[1];
    }

    /// When that is, or [Engine#NEVER].
    long nextDeadline() {
        return deadlines[winners[1]];
    }

    long deadline(int number) {
        return deadlines[number];
    }

    void deadline(int number, long deadline) {
        deadlines[number] = deadline;
        for (int node = deadlines.length + number >>> 1; node > 0; node >>>= 1) {
            int winner = winner(node);
            if (winner != number && winners[node] == winner) {
                return;
            }
            winners[node] = winner;
        }
    }

    private int winner(int node) {
        int left = winners[2 * node];
        int right = winners[2 * node + 1];
        return deadlines[right] < deadlines[left] ? right : left;
    }

    private void grow() {
        deadlines = Arrays.copyOf(deadlines, 2 * count);
        Arrays.fill(deadlines, count, 2 * count, Engine.NEVER);
        winners = new int[2 * deadlines.length];
        Arrays.setAll(winners, node -> node - deadlines.length);
        for (int node = deadlines.length - 1; node > 0; node--) {
            winners[node] = winner(node);
        }
    }
}
