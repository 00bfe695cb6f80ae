#include "amb-heed.h"

#include "amb-validate.h"

#include <glib/gi18n-lib.h>

char *
amb_heed_dup_role (AmbStore *store, const char *person_id, const char *role_id)
{
  const AmbEntity *people = amb_entity_find ("ambassador"), *roles = amb_entity_find ("role");
  g_autoptr (AmbRecord) person = amb_store_lookup (store, people, person_id, NULL);
  g_autoptr (AmbRecord) role = amb_store_lookup (store, roles, role_id, NULL);
  g_autofree char *asked = NULL, *had = NULL;

  if (person == NULL || role == NULL ||
      amb_record_get_int (person, "level", 0) >= amb_record_get_int (role, "level", 0))
    return NULL;
  asked = amb_field_format (amb_entity_find_field (roles, "level"), amb_record_get (role, "level"));
  if (amb_record_get (person, "level") == NULL)
    /* Translators: a role, a level, a person: “Spokesperson” asks for Level 4, … */
    return g_strdup_printf (_ ("“%1$s” asks for %2$s, and %3$s has no certificate yet."),
                            amb_record_get_title (role), asked, amb_record_get_title (person));
  had =
      amb_field_format (amb_entity_find_field (people, "level"), amb_record_get (person, "level"));
  /* Translators: a role, a level, a person, another level */
  return g_strdup_printf (_ ("“%1$s” asks for %2$s, and %3$s has %4$s."),
                          amb_record_get_title (role), asked, amb_record_get_title (person), had);
}

char *
amb_heed_dup (AmbStore *store, AmbRecord *record)
{
  const char *person, *role;

  if (!g_str_equal (amb_record_get_entity (record)->name, "assignment"))
    return NULL;
  person = amb_record_get (record, "ambassador-id");
  role = amb_record_get (record, "role-id");
  return person != NULL && role != NULL ? amb_heed_dup_role (store, person, role) : NULL;
}
