/* The board of content: what its columns and cards are. */
#pragma once

#include "amb-board.h"

G_BEGIN_DECLS

extern const AmbBoardDesign amb_content_board_design;

G_END_DECLS
