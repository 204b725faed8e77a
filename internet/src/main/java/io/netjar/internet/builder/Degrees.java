package io.netjar.internet.builder;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Coordinates as descriptions write them: with nine decimals at most, a tenth of a millimetre.
final class Degrees {
    private static final int DECIMALS = 9;

    private Degrees() {}

    static String text(double degrees) {
        return Double.isFinite(degrees)
                ? BigDecimal.valueOf(degrees).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(degrees);
    }
}
