/* What a fuzz target is: libFuzzer's entry, which fuzz-main.c drives without clang too. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/** LLVMFuzzerTestOneInput: checks one input; ends the process when something is wrong. Returns 0.
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
