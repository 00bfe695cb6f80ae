"""What is pictured, and the words in which its steps are written."""

LIGHT, DARK, CONTRAST = {}, {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, {'ADW_DEBUG_HIGH_CONTRAST': '1'}
FRENCH = {'LC_ALL': 'fr_FR.UTF-8', 'LANGUAGE': 'fr'}
ARABIC = {'LC_ALL': 'ar_EG.UTF-8', 'LANGUAGE': 'ar'}  # GTK's direction; the application has no Arabic words
# The title bar's buttons as they are where nobody chose others.
ALL_BUTTONS = {'AMB_BUTTONS': 'icon:minimize,maximize,close'}
LARGE = {'AMB_DPI': '192'}  # as GNOME’s Large Text does it

# Words of steps, in the shell that runs beside the window:
#   settle        until nothing moves and the judge has looked
#   wait_for TEXT until it is to be read
#   press KEY…    each key, settled
#   write TEXT    as typed, settled
#   move_to X Y   the newest window, without a window manager to do it
#   point X Y     a click
#   act NAME [PARAMETER]  an action of the window, as its menus do
#   import_people the assistant with the file of profiles.py
FUNCTIONS = """settle () {
  rm -f "$AMB_LAYOUT/report"
  for i in $(seq 600); do [ -e "$AMB_LAYOUT/ready" ] && break; sleep 0.1; done
  kill -USR1 $app
  for i in $(seq 600); do
    [ -e "$AMB_LAYOUT/report" ] && return
    kill -0 $app 2>/dev/null || break
    sleep 0.1
  done
  echo 'CRITICAL: the window tells nothing about its layout'
  exit 1
}
wait_for () {
  for i in $(seq 30); do
    settle
    grep -qF -- "$1" "$AMB_LAYOUT/report" && return
  done
  echo "CRITICAL: “$1” is not in the window"
}
press () { for key; do xdotool key "$key"; settle; done; }
write () { xdotool type -- "$1"; settle; }
newest () { xdotool search --onlyvisible --pid $app | tail -n 1; }
move_to () { xdotool windowmove $(newest) "$1" "$2" windowfocus $(newest); settle; }
point () { xdotool mousemove "$1" "$2" click 1; settle; }
call () {
  gdbus call --session --dest "$BUS_NAME" --object-path "/${BUS_NAME//.//}$1" \\
    --method org.gtk.Actions.Activate "$2" "[${3:+<$3>}]" '{}' >/dev/null
}
act () { call /window/1 "$@"; settle; }
import_people () { call '' import-file "'$PEOPLE'"; wait_for Colour; }
"""

CHOOSE_ROW = 'wait_for Aarav; point 520 230'
OPEN_PERSON = "press ctrl+k; write 'Alice Carter'; wait_for 'Alice Carter'; press Return; settle"
OPEN_NAMED = "press ctrl+k; write '{0}'; wait_for '{0}'; press Return; wait_for '{1}'"
PERSON_ROLES = OPEN_NAMED.format('Aarav Agarwal', 'Proposals accepted')
PERSON_ROLES_FRENCH = OPEN_NAMED.format('Aarav Agarwal', 'Propositions')
BOARD = 'act go-to "\'people/board\'"; wait_for Pool; wait_for days'
BOARD_FRENCH = 'act go-to "\'people/board\'"; wait_for Vivier'
ASK = CHOOSE_ROW + '; press ctrl+a; point 1001 876; wait_for "will be asked"; write "Share the story of the water"; '
ASK_FRENCH = ASK.replace('1001', '916').replace('will be asked', 'seront sollicit')
FIND_ITEM = "wait_for Aarav; press ctrl+k; write 'Why I left the hospital'; wait_for 'to build for it'; press Return; wait_for '{}'; "
MISSPELL = '; press ctrl+End; write " Teh night shfit is ours."; settle'
OPEN_ITEM = FIND_ITEM.format('Open in Editor') + "{}; wait_for 'Comments'; move_to {}"
OPEN_ITEM_FRENCH = FIND_ITEM.format('Ouvrir dans') + "{}; wait_for 'Commentaires'; move_to {}"
EDIT_FROM_TODAY_FRENCH = ('act show-list "(\'content-item\', \'\')"; settle; press ctrl+f; write Casablanca; '
                          'press Tab Down Return; wait_for Commentaires; move_to 0 0')
FIT = 'act fit "\'\'"; wait_for "Candidate 53"'
FIT_360 = 'act fit "\'\'"; wait_for "Candidature 53"; move_to 0 0'
FIT_SHEET = FIT + '; move_to 300 20; press Tab Tab Tab Tab Down Return; wait_for "Quoted"'
FIT_SHEET_360 = FIT_360 + '; press Tab Tab Tab Tab Down Return; wait_for Eapen'
NEEDS_ATTENTION = 'act go-to "\'attention\'"; wait_for "Head of Listening"'

# Views of the roster: the seven of the design and those of one's own stand before the shared.
VIEWS_MENU = 'wait_for Aarav; point 265 70; xdotool mousemove 600 20; settle'
VIEWS_MENU_360 = 'wait_for Aarav; point 50 70; xdotool mousemove 200 30; settle'
CHOOSE_VIEW = '; xdotool key --delay 50 --repeat {} Down key Return; settle'
MENU_AGAIN = '; point 265 70; xdotool mousemove 600 20; settle'
SORT = '; point 1030 110'

GO_COHORTS = 'act go-to "\'people/cohorts\'"; wait_for Winter'
FROZEN = GO_COHORTS + '; point 450 70; xdotool key --delay 50 --repeat 4 Down key Return; wait_for "%s"'
WRITE = CHOOSE_ROW + '; press ctrl+a; point 1099 876; wait_for "361 people"; move_to 380 100'
GO_FOUND = 'act go-to "\'people/suggestions\'"; wait_for {}'
FOUND = GO_FOUND.format('"14 answers"')
FOUND_FRENCH = GO_FOUND.format('"14 réponses"')
WEEK = 'press ctrl+2'
CONTENT_BOARD = 'press ctrl+3'
LANES = 'press ctrl+4'
AGENDA = 'press ctrl+5'
TILE_MENU = 'xdotool mousemove 180 {} click 3; settle'  # of what stands there
AGAIN = WEEK + ' Prior Prior Prior Prior Prior; xdotool mousemove 700 500 click --repeat 20 4; settle'  # a clock is put back
CLOSED_WEEK = WEEK + ' Next Next Next'  # of the quiet period before the results
CLOSED_AGENDA = 'press ctrl+1 Next ctrl+5; point 700 500; press ctrl+End; settle'
GO_REVIEW = 'act go-to "\'content/review\'"; '
GO_LISTS = 'act go-to "\'content/lists\'"; settle; '
GO_ASSETS = 'act go-to "\'content/assets\'"; wait_for "{}"'
ASSETS, ASSETS_FRENCH = GO_ASSETS.format('Never Reused: '), GO_ASSETS.format('Jamais réutilisées')
GO_NEEDS = 'act go-to "\'content/needs\'"; wait_for "{}"'
GO_RESULTS = 'act go-to "\'content/results\'"; wait_for "{}"'
RESULTS, RESULTS_FRENCH = GO_RESULTS.format('Unknown: '), GO_RESULTS.format('Inconnu')
RESULT_ROW = '; point 520 330; settle'
FIGURES_FORM = RESULTS + RESULT_ROW + '; press Return; wait_for "totals since"; move_to 420 60'
FIND = '; press ctrl+f; write "{}"; press Tab Down Return; wait_for "{}"; move_to {}'
FAMILY, FAMILY_FRENCH = ASSETS + FIND, ASSETS_FRENCH + FIND
NEED, NEED_FRENCH = GO_NEEDS.format('water losses') + FIND, GO_NEEDS.format('water losses') + FIND
REUSE = 'act reuse; wait_for "{}"; move_to {}'
CALLS = FOUND + '; point 1222 70; wait_for Bengaluru; move_to 380 60'
CALLS_FRENCH = FOUND_FRENCH + '; point 1200 70; wait_for Bengaluru; move_to 380 60'
CALLS_360_FRENCH = FOUND_FRENCH + '; point 180 150; wait_for Bengaluru; move_to 0 0'
TELL = FOUND + '; point 1173 184; wait_for "The mail opens"; move_to 380 60'
TELL_360_FRENCH = FOUND_FRENCH + '; point 250 356; settle; move_to 0 0'
FILL = GO_COHORTS + '; point 420 116; wait_for "seats are filled"; move_to 360 60'
FILL_360_FRENCH = GO_COHORTS + '; point 180 160; wait_for "places sont attribu"; move_to 0 0'
GO_COVERAGE_LEAD = 'act go-to "\'network/coverage\'"; wait_for Meridiem; settle'
# The gate of whoever is in review is shut.
REFUSED = '; point 720 580; press ctrl+shift+Right; write "They liked him"; press Return; settle; move_to 480 200'
GO_COVERAGE = 'act go-to "\'network/coverage\'"; wait_for Brazil'
COVERAGE = GO_COVERAGE + '; point 850 304; settle'

PERSON = 'wait_for Aarav; point 520 230; press Return; wait_for History'
PERSON_FRENCH = 'wait_for Aarav; point 520 230; press Return; wait_for Historique'
IN_NODE = "press ctrl+l; write Brazil; wait_for Brazil; press Return; wait_for 'Only Brazil'"
IN_NODE_FRENCH = "press ctrl+l; write Brazil; wait_for Brazil; press Return; wait_for 'Seulement'"
NODE = 'wait_for Communication; point 520 396; wait_for "{}"'
GO_TREE = 'act go-to "\'network/tree\'"; wait_for Brazil'
REORGANISE = GO_TREE + '; press Tab Down Down ctrl+shift+m; move_to 460 120; wait_for "What happens"; press Down Down; settle'

# Name, size, place, profile, environment, and what is done before the picture is taken.
PICTURES = [
    ('today-light', '1440x900', 'today', 'sample', LIGHT, ''),
    ('today-dark', '1440x900', 'today', 'sample', DARK, ''),
    ('today-contrast', '1440x900', 'today', 'sample', CONTRAST, ''),
    ('today-french', '1440x900', 'today', 'sample', FRENCH, ''),
    ('today-360', '360x780', 'today', 'sample', LIGHT, ''),
    ('today-360-french', '360x780', 'today', 'sample', FRENCH, ''),
    ('today-1920', '1920x1080', 'today', 'sample', LIGHT, ''),
    ('today-200-percent', '1440x900', 'today', 'sample', LARGE, ''),
    ('today-rtl', '1440x900', 'today', 'sample', ARABIC, ''),
    ('today-lead', '1440x900', 'today', 'lead', LIGHT, ''),
    ('today-empty', '1280x800', 'today', 'empty', LIGHT, ''),
    ('first-run', '1280x800', 'today', 'nothing', LIGHT, ''),
    ('first-run-360-french', '360x780', 'today', 'nothing', FRENCH, ''),
    ('roster-light', '1440x900', 'people', 'sample', LIGHT, CHOOSE_ROW),
    ('roster-dark', '1440x900', 'people', 'sample', DARK, CHOOSE_ROW),
    ('roster-french', '1440x900', 'people', 'sample', FRENCH, CHOOSE_ROW),
    ('roster-360', '360x780', 'people', 'sample', LIGHT, 'wait_for Aarav'),
    ('roster-360-french', '360x780', 'people', 'sample', FRENCH, 'wait_for Aarav'),
    ('roster-1920', '1920x1080', 'people', 'sample', LIGHT, CHOOSE_ROW),
    ('roster-200-percent', '1440x900', 'people', 'sample', LARGE, 'wait_for Aarav'),
    ('roster-rtl', '1440x900', 'people', 'sample', ARABIC, CHOOSE_ROW),
    ('roster-empty', '1440x900', 'people', 'empty', LIGHT, ''),
    ('roster-pool-only', '1440x900', 'people', 'pool', LIGHT, ''),
    ('roster-selected', '1440x900', 'people', 'sample', LIGHT, CHOOSE_ROW + '; press ctrl+a'),
    ('roster-selected-360-french', '360x780', 'people', 'sample', FRENCH,
     'wait_for Aarav; point 180 300; press ctrl+a'),
    ('person-360', '360x780', 'people', 'sample', LIGHT, OPEN_PERSON),
    ('person-360-french', '360x780', 'people', 'sample', FRENCH, OPEN_PERSON),
    ('person-200-percent', '1440x900', 'people', 'sample', LARGE, OPEN_PERSON),
    ('person-roles', '1440x2200', 'people', 'sample', LIGHT, PERSON_ROLES),
    ('person-roles-dark', '1440x2200', 'people', 'sample', DARK, PERSON_ROLES),
    ('person-roles-360-french', '360x3000', 'people', 'sample', FRENCH, PERSON_ROLES_FRENCH),
    ('role', '1440x2200', 'people', 'sample', LIGHT, OPEN_NAMED.format('Curator', 'Held by')),
    ('checklist', '1440x900', 'people', 'sample', LIGHT, OPEN_NAMED.format('Chandra Lal', 'Voluntary confirmation')),
    ('checklist-dark', '1440x900', 'people', 'sample', DARK,
     OPEN_NAMED.format('Gauri Gupta', 'Level 1 certificate')),
    ('checklist-360-french', '360x780', 'people', 'sample', FRENCH, OPEN_NAMED.format('Gauri Gupta', 'Un rôle')),
    ('person-page', '1440x900', 'people', 'sample', LIGHT, PERSON),
    ('person-page-gained', '1440x900', 'people', 'sample', LIGHT, PERSON + '; press End; wait_for Certificates'),
    ('person-page-training-dark', '1440x900', 'people', 'sample', DARK, PERSON + '; press Down Down Down; settle'),
    ('person-page-history-french', '1440x900', 'people', 'sample', FRENCH, PERSON_FRENCH + '; press End Up; settle'),
    ('person-page-360-french', '360x780', 'people', 'sample', FRENCH,
     'wait_for Aarav; point 180 300; point 293 72; press Return; settle'),
    ('board', '1440x900', 'people', 'sample', LIGHT, BOARD),
    ('roster-to-renew', '1440x900', 'people', 'sample', LIGHT,
     'wait_for Aarav; point 265 70; xdotool key --delay 50 --repeat 2 Down key Return; settle'),
    ('leave', '1440x900', 'people', 'sample', LIGHT,
     OPEN_NAMED.format('Aarav Agarwal', 'Profile') + '; act go-to "\'people\'"; point 1372 72; wait_for "Leave the Programme"; '
     'press Up Up Return; wait_for "Reason, if you like"'),
    ('board-dark', '1440x900', 'people', 'sample', DARK, BOARD),
    ('board-french', '1440x900', 'people', 'sample', FRENCH, BOARD_FRENCH),
    ('board-rtl', '1440x900', 'people', 'sample', ARABIC, BOARD),
    ('board-1920', '1920x1080', 'people', 'sample', LIGHT, BOARD),
    ('board-refused', '1440x900', 'people', 'sample', LIGHT, BOARD + REFUSED),
    ('board-refused-dark', '1440x900', 'people', 'sample', DARK, BOARD + REFUSED),
    ('board-refused-rtl', '1440x900', 'people', 'sample', ARABIC, BOARD + REFUSED),
    ('board-refused-french', '1440x900', 'people', 'sample', FRENCH, BOARD_FRENCH + REFUSED),
    ('board-1280', '1280x800', 'people', 'sample', LIGHT, BOARD),
    ('board-1280-french', '1280x800', 'people', 'sample', FRENCH, BOARD_FRENCH),
    ('board-360', '360x780', 'people', 'sample', LIGHT, BOARD),
    ('board-360-french', '360x780', 'people', 'sample', FRENCH, BOARD_FRENCH),
    ('board-200-percent', '1440x900', 'people', 'sample', LARGE, BOARD),
    ('add-person-360-french', '360x780', 'people', 'sample', FRENCH, 'press ctrl+n'),
    ('ask-nobody', '1280x900', 'today', 'sample', LIGHT, 'press ctrl+t; move_to 200 100'),
    ('ask', '1440x900', 'people', 'sample', LIGHT, ASK + 'move_to 280 100'),
    ('ask-dark', '1440x900', 'people', 'sample', DARK, ASK + 'move_to 280 100'),
    ('ask-french', '1440x900', 'people', 'sample', FRENCH, ASK_FRENCH + 'move_to 280 100'),
    ('ask-360-french', '360x780', 'today', 'sample', FRENCH, 'press ctrl+t; move_to 0 0'),
    ('ask-200-percent', '1440x900', 'people', 'sample', LARGE, 'wait_for Aarav; press ctrl+t; move_to 0 0'),
    ('filters-360-french', '360x780', 'people', 'sample', FRENCH, 'wait_for Aarav; point 147 69'),
    ('views-menu', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(8) + SORT + MENU_AGAIN),
    ('views-menu-dark', '1440x900', 'people', 'views', DARK, VIEWS_MENU),
    ('views-menu-french', '1440x900', 'people', 'views', FRENCH, VIEWS_MENU),
    ('views-menu-360-french', '360x780', 'people', 'views', FRENCH, VIEWS_MENU_360),
    ('views-modified', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(8) + SORT),
    ('views-unknown', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(7)),
    ('views-unknown-360', '360x780', 'people', 'views', LIGHT, VIEWS_MENU_360 + CHOOSE_VIEW.format(7)),
    ('node-roster', '1440x900', 'people', 'sample', LIGHT, 'wait_for Aarav; ' + IN_NODE),
    ('node-today-dark', '1440x900', 'today', 'sample', DARK, IN_NODE),
    ('node-roster-360-french', '360x780', 'people', 'sample', FRENCH, 'wait_for Aarav; ' + IN_NODE_FRENCH),
    ('node-strip', '1440x900', 'network', 'sample', LIGHT, NODE.format('See in')),
    ('node-strip-dark', '1440x900', 'network', 'sample', DARK, NODE.format('See in')),
    ('node-strip-french', '1440x900', 'network', 'sample', FRENCH, NODE.format('Voir dans')),
    ('node-strip-rtl', '1440x900', 'network', 'sample', ARABIC, NODE.format('See in')),
    ('node-strip-1920', '1920x1080', 'network', 'sample', LIGHT, OPEN_NAMED.format('Meridiem Group', 'Show 6 More')),
    ('node-strip-360-french', '360x780', 'network', 'sample', FRENCH, OPEN_NAMED.format('Meridiem Group', '6 de plus')),
    ('node-strip-nothing', '1440x900', 'network', 'sample', LIGHT,
     OPEN_NAMED.format('Mexico', 'Nothing is planned')),
    ('node-nothing', '1440x900', 'crises', 'sample', LIGHT, IN_NODE.replace('Brazil', 'Mexico')),
    ('node-chooser', '1440x900', 'people', 'sample', LIGHT, 'wait_for Aarav; press ctrl+l; wait_for Brazil'),
    ('tree', '1440x900', 'network', 'sample', LIGHT, GO_TREE),
    ('tree-dark', '1440x900', 'network', 'sample', DARK, GO_TREE),
    ('tree-360-french', '360x780', 'network', 'sample', FRENCH, GO_TREE),
    ('reorganise', '1440x900', 'network', 'sample', LIGHT, REORGANISE),
    ('network', '1440x900', 'network', 'sample', LIGHT, ''),
    ('network-360-french', '360x780', 'network', 'sample', FRENCH, ''),
    ('coverage', '1440x900', 'network', 'sample', LIGHT, COVERAGE),
    ('coverage-dark', '1440x900', 'network', 'sample', DARK, COVERAGE),
    ('coverage-french', '1440x900', 'network', 'sample', FRENCH, GO_COVERAGE),
    ('coverage-360', '360x780', 'network', 'sample', LIGHT, GO_COVERAGE),
    ('coverage-1920', '1920x1080', 'network', 'sample', LIGHT, COVERAGE),
    ('coverage-rtl', '1440x900', 'network', 'sample', ARABIC, COVERAGE),
    ('coverage-lead', '1440x900', 'network', 'lead', LIGHT, GO_COVERAGE_LEAD),
    ('coverage-lead-dark', '1440x900', 'network', 'lead', DARK, GO_COVERAGE_LEAD),
    ('coverage-lead-360-french', '360x780', 'network', 'lead', FRENCH, GO_COVERAGE_LEAD),
    ('found', '1440x900', 'people', 'sample', LIGHT, FOUND),
    ('found-node', '1440x900', 'people', 'sample', LIGHT, IN_NODE + '; ' + GO_FOUND.format('Brazil')),
    ('found-dark', '1440x900', 'people', 'sample', DARK, FOUND),
    ('found-french', '1440x900', 'people', 'sample', FRENCH, FOUND_FRENCH),
    ('found-360', '360x780', 'people', 'sample', LIGHT, FOUND),
    ('found-360-french', '360x780', 'people', 'sample', FRENCH, FOUND_FRENCH),
    ('found-200-percent', '1440x900', 'people', 'sample', LARGE, FOUND),
    ('cohort', '1440x900', 'people', 'sample', LIGHT, GO_COHORTS),
    ('cohort-dark', '1440x900', 'people', 'sample', DARK, GO_COHORTS),
    ('cohort-french', '1440x900', 'people', 'sample', FRENCH, GO_COHORTS),
    ('cohort-360-french', '360x780', 'people', 'sample', FRENCH, GO_COHORTS),
    ('cohort-200-percent', '1440x900', 'people', 'sample', LARGE, GO_COHORTS),
    ('cohort-frozen', '1440x900', 'people', 'sample', LIGHT, FROZEN % 'Invitation sent'),
    ('cohort-frozen-dark', '1440x900', 'people', 'sample', DARK, FROZEN % 'Invitation sent'),
    ('cohort-frozen-french', '1440x900', 'people', 'sample', FRENCH, FROZEN % 'Invitations'),
    ('fill', '1440x900', 'people', 'sample', LIGHT, FILL),
    ('fill-dark', '1440x900', 'people', 'sample', DARK, FILL),
    ('fill-360-french', '360x780', 'people', 'sample', FRENCH, FILL_360_FRENCH),
    ('calls', '1440x900', 'people', 'sample', LIGHT, CALLS),
    ('calls-dark', '1440x900', 'people', 'sample', DARK, CALLS),
    ('calls-french', '1440x900', 'people', 'sample', FRENCH, CALLS_FRENCH),
    ('calls-360-french', '360x780', 'people', 'sample', FRENCH, CALLS_360_FRENCH),
    ('tell', '1440x900', 'people', 'sample', LIGHT, TELL),
    ('tell-360-french', '360x780', 'people', 'sample', FRENCH, TELL_360_FRENCH),
    ('write', '1440x900', 'people', 'sample', LIGHT, WRITE),
    ('write-dark', '1440x900', 'people', 'sample', DARK, WRITE),
    ('network-empty', '1280x800', 'network', 'empty', LIGHT, ''),
    ('training', '1440x900', 'training', 'sample', LIGHT, ''),
    ('training-360-french', '360x780', 'training', 'sample', FRENCH, ''),
    ('content', '1440x900', 'content', 'sample', DARK, ''),
    ('content-form', '1440x900', 'content', 'sample', LIGHT, GO_LISTS + 'point 620 300'),
    ('content-form-french', '1440x900', 'content', 'sample', FRENCH, GO_LISTS + 'point 620 300'),
    ('content-form-360-french', '360x780', 'content', 'sample', FRENCH, GO_LISTS + 'point 180 340'),
    ('review', '1440x900', 'content', 'sample', LIGHT, GO_REVIEW + 'wait_for Reject'),
    ('review-dark', '1440x900', 'content', 'sample', DARK, GO_REVIEW + 'wait_for Reject'),
    ('review-french', '1440x900', 'content', 'sample', FRENCH, GO_REVIEW + 'wait_for Rejeter'),
    ('review-rtl', '1440x900', 'content', 'sample', ARABIC, GO_REVIEW + 'wait_for Reject'),
    ('review-360', '360x780', 'content', 'sample', LIGHT, GO_REVIEW + 'wait_for Reject'),
    ('review-ticked', '1440x900', 'content', 'sample', LIGHT,
     GO_REVIEW + 'wait_for Reject; press Home x Down x; settle'),
    ('review-ticked-360-french', '360x780', 'content', 'sample', FRENCH,
     GO_REVIEW + 'wait_for Rejeter; press Home x Down x; settle'),
    ('review-empty', '1440x900', 'content', 'empty', LIGHT, GO_REVIEW + 'settle'),
    ('suggest-item', '1440x900', 'content', 'sample', LIGHT, 'act suggest-item; move_to 360 60'),
    ('calendar-light', '1440x900', 'content', 'sample', LIGHT, ''),
    ('calendar-dark', '1440x900', 'content', 'sample', DARK, ''),
    ('calendar-1920', '1920x1080', 'content', 'sample', LIGHT, ''),
    ('calendar-french', '1440x900', 'content', 'sample', FRENCH, ''),
    ('calendar-1280', '1280x800', 'content', 'sample', LIGHT, ''),
    ('calendar-1280-french', '1280x800', 'content', 'sample', FRENCH, ''),
    ('calendar-item-1280', '1280x800', 'people', 'sample', LIGHT, FIND_ITEM.format('Open in Editor')),
    ('calendar-item-1280-dark', '1280x800', 'people', 'sample', DARK, FIND_ITEM.format('Open in Editor')),
    ('calendar-item-1280-french', '1280x800', 'people', 'sample', FRENCH, FIND_ITEM.format('Ouvrir dans')),
    ('calendar-item-1280-rtl', '1280x800', 'people', 'sample', ARABIC, FIND_ITEM.format('Open in Editor')),
    ('calendar-rtl', '1440x900', 'content', 'sample', ARABIC, ''),
    ('calendar-360', '360x780', 'content', 'sample', LIGHT, ''),
    ('calendar-360-french', '360x780', 'content', 'sample', FRENCH, ''),
    ('calendar-200-percent', '1440x900', 'content', 'sample', LARGE, ''),
    ('calendar-week', '1440x900', 'content', 'sample', LIGHT, WEEK),
    ('calendar-week-dark', '1440x900', 'content', 'sample', DARK, WEEK),
    ('calendar-week-french', '1440x900', 'content', 'sample', FRENCH, WEEK),
    ('calendar-week-rtl', '1440x900', 'content', 'sample', ARABIC, WEEK),
    ('calendar-week-200-percent', '1440x900', 'content', 'sample', LARGE, WEEK),
    ('calendar-week-360-french', '360x780', 'content', 'sample', FRENCH, WEEK),
    ('calendar-week-1920', '1920x1080', 'content', 'sample', LIGHT, WEEK),
    ('calendar-week-again', '1440x900', 'content', 'sample', dict(TZ='Europe/Paris'), AGAIN),
    ('calendar-week-again-dark', '1440x900', 'content', 'sample', dict(DARK, TZ='Europe/Paris'), AGAIN),
    ('calendar-week-again-french', '1440x900', 'content', 'sample', dict(FRENCH, TZ='Europe/Paris'), AGAIN),
    ('calendar-week-again-rtl', '1440x900', 'content', 'sample', dict(ARABIC, TZ='Europe/Paris'), AGAIN),
    ('calendar-board', '1440x900', 'content', 'sample', LIGHT, CONTENT_BOARD),
    ('calendar-board-dark', '1440x900', 'content', 'sample', DARK, CONTENT_BOARD),
    ('calendar-board-french', '1440x900', 'content', 'sample', FRENCH, CONTENT_BOARD),
    ('calendar-board-rtl', '1440x900', 'content', 'sample', ARABIC, CONTENT_BOARD),
    ('calendar-board-360-french', '360x780', 'content', 'sample', FRENCH, CONTENT_BOARD),
    ('calendar-board-1920', '1920x1080', 'content', 'sample', LIGHT, CONTENT_BOARD),
    ('calendar-board-offline', '1440x900', 'content', 'offline', LIGHT, CONTENT_BOARD),
    ('calendar-lanes', '1440x900', 'content', 'sample', LIGHT, LANES),
    ('calendar-lanes-dark', '1440x900', 'content', 'sample', DARK, LANES),
    ('calendar-lanes-french', '1440x900', 'content', 'sample', FRENCH, LANES),
    ('calendar-lanes-rtl', '1440x900', 'content', 'sample', ARABIC, LANES),
    ('calendar-lanes-360-french', '360x780', 'content', 'sample', FRENCH, LANES),
    ('calendar-lanes-1920', '1920x1080', 'content', 'sample', LIGHT, LANES),
    ('calendar-lanes-offline', '1440x900', 'content', 'offline', LIGHT, LANES),
    ('calendar-agenda', '1440x900', 'content', 'sample', LIGHT, AGENDA),
    ('calendar-agenda-dark', '1440x900', 'content', 'sample', DARK, AGENDA),
    ('calendar-agenda-360-french', '360x780', 'content', 'sample', FRENCH, ''),
    ('new-item', '1440x900', 'content', 'sample', LIGHT, 'press ctrl+n'),
    ('new-item-360-french', '360x780', 'content', 'sample', FRENCH, 'press ctrl+n'),
    ('calendar-agenda-rtl', '1440x900', 'content', 'sample', ARABIC, AGENDA),
    ('calendar-agenda-french', '1440x900', 'content', 'sample', FRENCH, AGENDA),
    ('calendar-agenda-1920', '1920x1080', 'content', 'sample', LIGHT, AGENDA),
    ('calendar-agenda-360-dark', '360x780', 'content', 'sample', DARK, ''),
    ('calendar-agenda-360-rtl', '360x780', 'content', 'sample', ARABIC, ''),
    ('calendar-agenda-360-zone-french', '360x780', 'content', 'sample', dict(FRENCH, TZ='Europe/Paris'), ''),
    ('calendar-agenda-offline', '1440x900', 'content', 'offline', LIGHT, AGENDA),
    ('calendar-agenda-empty', '1440x900', 'content', 'empty', LIGHT, AGENDA),
    ('calendar-offline', '1440x900', 'content', 'offline', DARK, ''),
    ('calendar-offline-360-french', '360x780', 'content', 'offline', FRENCH, ''),
    ('calendar-lead', '1440x900', 'content', 'lead', LIGHT, ''),
    ('calendar-lead-dark', '1440x900', 'content', 'lead', DARK, WEEK),
    ('calendar-lead-rtl', '1440x900', 'content', 'lead', ARABIC, LANES),
    ('calendar-lead-360-french', '360x780', 'content', 'lead', FRENCH, ''),
    ('calendar-menu', '1440x900', 'content', 'sample', LIGHT, 'xdotool mousemove 740 420 click 3; settle'),
    ('calendar-menu-day-french', '1440x900', 'content', 'sample', FRENCH, 'xdotool mousemove 740 575 click 3; settle'),
    ('calendar-menu-360', '360x780', 'content', 'sample', LIGHT, TILE_MENU.format(360)),
    ('calendar-menu-360-french', '360x780', 'content', 'sample', FRENCH, TILE_MENU.format(360)),
    ('calendar-filters-360-french', '360x780', 'content', 'sample', FRENCH, 'point 230 145; settle'),
    ('calendar-more-360-french', '360x780', 'content', 'sample', FRENCH, CONTENT_BOARD + '; point 230 145; settle'),
    ('calendar-week-closed', '1440x900', 'content', 'sample', LIGHT, CLOSED_WEEK),
    ('calendar-week-closed-dark', '1440x900', 'content', 'sample', DARK, CLOSED_WEEK),
    ('calendar-week-closed-rtl', '1440x900', 'content', 'sample', ARABIC, CLOSED_WEEK),
    ('calendar-week-closed-french', '1440x900', 'content', 'sample', FRENCH, CLOSED_WEEK),
    ('calendar-agenda-closed', '1440x900', 'content', 'sample', LIGHT, CLOSED_AGENDA),
    ('calendar-agenda-closed-dark', '1440x900', 'content', 'sample', DARK, CLOSED_AGENDA),
    ('calendar-agenda-closed-rtl', '1440x900', 'content', 'sample', ARABIC, CLOSED_AGENDA),
    ('calendar-agenda-closed-360-french', '360x780', 'content', 'sample', FRENCH, 'point 62 70; xdotool mousemove 180 500 click --repeat 34 5; settle'),
    ('calendar-month-empty', '1440x900', 'content', 'empty', LIGHT, ''),
    ('calendar-week-empty', '1440x900', 'content', 'empty', LIGHT, WEEK),
    ('calendar-board-empty', '1440x900', 'content', 'empty', LIGHT, CONTENT_BOARD),
    ('calendar-lanes-empty', '1440x900', 'content', 'empty', LIGHT, LANES),
    ('assets', '1440x900', 'content', 'sample', LIGHT, ASSETS),
    ('assets-dark', '1440x900', 'content', 'sample', DARK, ASSETS),
    ('assets-french', '1440x900', 'content', 'sample', FRENCH, ASSETS_FRENCH),
    ('assets-rtl', '1440x900', 'content', 'sample', ARABIC, ASSETS),
    ('assets-360-french', '360x780', 'content', 'sample', FRENCH, ASSETS_FRENCH),
    ('assets-empty', '1440x900', 'content', 'empty', LIGHT, 'act go-to "\'content/assets\'"; wait_for "No Assets Yet"'),
    ('results', '1440x900', 'content', 'sample', LIGHT, RESULTS),
    ('results-row', '1440x900', 'content', 'sample', LIGHT, RESULTS + RESULT_ROW),
    ('results-dark', '1440x900', 'content', 'sample', DARK, RESULTS),
    ('results-french', '1440x900', 'content', 'sample', FRENCH, RESULTS_FRENCH),
    ('results-rtl', '1440x900', 'content', 'sample', ARABIC, RESULTS),
    ('results-1920', '1920x1080', 'content', 'sample', LIGHT, RESULTS + RESULT_ROW),
    ('results-360', '360x780', 'content', 'sample', LIGHT, RESULTS),
    ('results-360-french', '360x780', 'content', 'sample', FRENCH, RESULTS_FRENCH),
    ('results-200-percent', '1440x900', 'content', 'sample', LARGE, RESULTS),
    ('results-lead', '1440x900', 'content', 'lead', LIGHT, RESULTS),
    ('results-lead-dark', '1440x900', 'content', 'lead', DARK, RESULTS),
    ('results-lead-rtl', '1440x900', 'content', 'lead', ARABIC, RESULTS),
    ('results-lead-360-french', '360x780', 'content', 'lead', FRENCH, RESULTS_FRENCH),
    ('results-offline', '1440x900', 'content', 'offline', LIGHT, RESULTS),
    ('results-offline-360-french', '360x780', 'content', 'offline', FRENCH, RESULTS_FRENCH),
    ('calendar-week-offline', '1440x900', 'content', 'offline', LIGHT, CLOSED_WEEK),
    ('calendar-week-offline-360-french', '360x780', 'content', 'offline', FRENCH, WEEK),
    ('results-empty', '1440x900', 'content', 'empty', LIGHT, GO_RESULTS.format('No Publications Yet')),
    ('figures-form', '1440x900', 'content', 'sample', LIGHT, FIGURES_FORM),
    ('family', '1440x900', 'content', 'sample', LIGHT, FAMILY.format('Pune', 'Renew Rights', '230 110')),
    ('family-dark', '1440x900', 'content', 'sample', DARK, FAMILY.format('Pune', 'Renew Rights', '230 110')),
    ('family-rtl', '1440x900', 'content', 'sample', ARABIC, FAMILY.format('Pune', 'Renew Rights', '230 110')),
    ('family-360-french', '360x780', 'content', 'sample', FRENCH, FAMILY_FRENCH.format('Pune', 'Prolonger les droits', '0 0')),
    ('reuse', '1440x900', 'content', 'sample', LIGHT, REUSE.format('Each department', '400 100')),
    ('reuse-360-french', '360x780', 'content', 'sample', FRENCH, REUSE.format('Chaque service', '0 0')),
    ('needs', '1440x900', 'content', 'sample', LIGHT, GO_NEEDS.format('water losses')),
    ('needs-360-french', '360x780', 'content', 'sample', FRENCH, GO_NEEDS.format('water losses')),
    ('need', '1440x900', 'content', 'sample', LIGHT, NEED.format('water losses', 'Was It Met', '400 90')),
    ('need-dark', '1440x900', 'content', 'sample', DARK, NEED.format('water losses', 'Was It Met', '400 90')),
    ('need-360-french', '360x780', 'content', 'sample', FRENCH, NEED_FRENCH.format('water losses', 'Est-il satisfait', '0 0')),
    ('hold', '1440x900', 'content', 'sample', LIGHT, 'press ctrl+shift+h; move_to 280 60'),
    ('hold-dark', '1440x900', 'content', 'sample', DARK, 'press ctrl+shift+h; move_to 280 60'),
    ('hold-rtl', '1440x900', 'content', 'sample', ARABIC, 'press ctrl+shift+h; move_to 280 60'),
    ('hold-360-french', '360x780', 'content', 'sample', FRENCH, 'press ctrl+shift+h; move_to 0 0'),
    ('hold-empty', '1280x800', 'content', 'empty', LIGHT, 'press ctrl+shift+h; move_to 280 60'),
    ('add-content-french', '1280x800', 'content', 'sample', FRENCH, 'press ctrl+n; move_to 360 60'),
    ('add-content-360-french', '360x780', 'content', 'sample', FRENCH, 'press ctrl+n; move_to 0 0'),
    ('listening', '1440x900', 'listening', 'sample', LIGHT, ''),
    ('crises-french', '1440x900', 'crises', 'sample', FRENCH, ''),
    ('spaces', '1440x900', 'spaces', 'sample', LIGHT, ''),
    ('figures', '1440x900', 'figures', 'sample', LIGHT, ''),
    ('figures-200-percent', '1440x900', 'figures', 'sample', LARGE, ''),
    ('administration', '1440x900', 'administration', 'sample', LIGHT, ''),
    ('import-columns', '1280x800', 'people', 'sample', LIGHT, 'import_people; move_to 280 60'),
    ('import-columns-dark', '1280x800', 'people', 'sample', DARK, 'import_people; move_to 280 60'),
    ('import-columns-360-french', '360x780', 'people', 'sample', FRENCH, 'import_people; move_to 0 0'),
    ('import-preview', '1280x800', 'people', 'sample', LIGHT,
     'import_people; move_to 280 60; press alt+c; wait_for "Ready to import"'),
    ('import-preview-360-french', '360x780', 'people', 'sample', FRENCH,
     'import_people; move_to 0 0; press alt+v; wait_for "Prêt à importer"'),
    ('import-report', '1280x800', 'people', 'empty-imported', LIGHT,
     'import_people; move_to 280 60; press alt+c; wait_for "Ready to import"; press alt+i; wait_for "left out"'),
    ('shortcuts', '1280x800', 'today', 'sample', LIGHT, 'press ctrl+question; move_to 360 100'),
    ('shortcuts-french', '1280x800', 'today', 'sample', FRENCH, 'press ctrl+question; move_to 200 100'),
    ('palette', '1280x800', 'people', 'sample', LIGHT, 'press ctrl+k; write an; move_to 360 100'),
    ('palette-360-french', '360x780', 'people', 'sample', FRENCH, 'press ctrl+k; write an; move_to 0 0'),
    ('preferences', '1280x800', 'today', 'sample', LIGHT, 'press ctrl+comma; move_to 360 100'),
    ('preferences-360-french', '360x780', 'today', 'sample', FRENCH, 'press ctrl+comma; move_to 0 0'),
    ('preferences-server', '1280x900', 'today', 'conflict', LIGHT, 'press ctrl+comma; move_to 360 100'),
    ('preferences-server-dark', '1280x900', 'today', 'conflict', DARK, 'press ctrl+comma; move_to 360 100'),
    ('preferences-server-360-french', '360x780', 'today', 'conflict', FRENCH, 'press ctrl+comma; move_to 0 0; press End'),
    ('help-360-french', '360x780', 'today', 'sample', FRENCH, 'act show-help; move_to 0 0'),
    ('menu-french', '1280x800', 'today', 'sample', FRENCH, 'press F10'),
    ('sidebar-360', '360x780', 'today', 'sample', LIGHT, 'press F9'),
    ('header-ambassador-french', '1280x800', 'content', 'ambassador', dict(FRENCH, **ALL_BUTTONS), ''),
    ('header-ambassador-french-900', '900x800', 'content', 'ambassador', dict(FRENCH, **ALL_BUTTONS), ''),
    ('header-lead-dark', '1100x800', 'content', 'lead', dict(DARK, **ALL_BUTTONS), RESULTS),
    ('header-rtl-1024', '1024x800', 'content', 'sample', dict(ARABIC, **ALL_BUTTONS), ''),
    ('my-week', '1440x900', 'today', 'ambassador', LIGHT, 'wait_for Decline'),
    ('my-week-dark', '1440x900', 'today', 'ambassador', DARK, 'wait_for Decline'),
    ('my-week-360-french', '360x780', 'today', 'ambassador', FRENCH, 'wait_for Pune'),
    ('my-training', '1280x900', 'training', 'ambassador', LIGHT, 'wait_for "Open to me"; settle'),
    ('my-training-dark', '1280x900', 'training', 'ambassador', DARK, 'wait_for "Open to me"; settle'),
    ('my-training-french', '1280x1400', 'training', 'ambassador', FRENCH, 'settle'),
    ('my-training-360-french', '360x780', 'training', 'ambassador', FRENCH, 'settle'),
    ('palette-kind', '1280x800', 'people', 'sample', LIGHT, 'press ctrl+k; write organ; move_to 360 100'),
    ('kinds', '1280x800', 'people', 'sample', LIGHT, 'act show-kind "\'organisation\'"; wait_for "Find a kind"'),
    ('kinds-dark-rtl', '1280x800', 'people', 'sample', dict(DARK, **ARABIC), 'act show-kind "\'organisation\'"; wait_for "Find a kind"'),
    ('kinds-french', '1920x1080', 'people', 'sample', FRENCH, 'act show-kind "\'organisation\'"; wait_for "Chercher un genre"'),
    ('kinds-360', '360x780', 'people', 'sample', LIGHT, 'act show-kind "\'organisation\'"; wait_for "Karoo Water Utility"'),
    ('palette-nothing', '1280x800', 'people', 'sample', LIGHT, 'press ctrl+k; write zzqq; wait_for "Nothing found"'),
    ('my-data', '1280x900', 'own', 'ambassador', LIGHT, 'wait_for "What I agreed to"'),
    ('my-data-roles', '1280x2400', 'own', 'ambassador', LIGHT, 'wait_for "What I agreed to"; settle'),
    ('my-data-360-french', '360x780', 'own', 'ambassador', FRENCH, 'settle'),
    ('done', '1280x900', 'today', 'ambassador', LIGHT, 'wait_for Decline; point 680 190'),
    ('fit', '1280x900', 'people', 'sample', LIGHT, FIT + '; move_to 300 20'),
    ('fit-dark', '1280x900', 'people', 'sample', DARK, FIT + '; move_to 300 20'),
    ('fit-360-french', '360x780', 'people', 'sample', FRENCH, FIT_360),
    ('fit-sheet', '1280x900', 'people', 'sample', LIGHT, FIT_SHEET),
    ('fit-sheet-dark', '1280x900', 'people', 'sample', DARK, FIT_SHEET),
    ('fit-sheet-360-french', '360x780', 'people', 'sample', FRENCH, FIT_SHEET_360),
    ('fit-sheet-200-percent', '1440x900', 'people', 'sample', LARGE, FIT_SHEET),
    ('offline', '1440x900', 'people', 'offline', LIGHT, ''),
    ('offline-360-french', '360x780', 'people', 'offline', FRENCH, ''),
    ('editor', '1440x900', 'people', 'sample', LIGHT, OPEN_ITEM.format('point 1165 197', '130 50')),
    ('editor-dark', '1440x900', 'people', 'sample', DARK, OPEN_ITEM.format('point 1165 197', '130 50')),
    ('editor-misspelt', '1440x900', 'people', 'sample', LIGHT, OPEN_ITEM.format('point 1165 197', '130 50') + MISSPELL),
    ('editor-misspelt-dark', '1440x900', 'people', 'sample', DARK, OPEN_ITEM.format('point 1165 197', '130 50') + MISSPELL),
    ('editor-360-french', '360x780', 'today', 'sample', FRENCH, EDIT_FROM_TODAY_FRENCH),
    ('editor-french', '1440x900', 'people', 'sample', FRENCH, OPEN_ITEM_FRENCH.format('point 1165 197', '130 50')),
    ('needs-attention', '1280x800', 'today', 'conflict', LIGHT, NEEDS_ATTENTION),
    ('needs-attention-dark', '1280x800', 'today', 'conflict', DARK, NEEDS_ATTENTION),
    ('needs-attention-tall', '1280x2400', 'today', 'conflict', LIGHT, NEEDS_ATTENTION),
    ('needs-attention-merge', '1280x800', 'today', 'conflict', LIGHT,
     NEEDS_ATTENTION + '; point 1097 94; settle'),
    ('needs-attention-360-french', '360x780', 'today', 'conflict', FRENCH, NEEDS_ATTENTION),
]
