/// Tests of the project as a whole: its architecture and sizes, its determinism, real programs as users and judges.
@NullMarked
package io.netjar.verify;

import org.jspecify.annotations.NullMarked;
