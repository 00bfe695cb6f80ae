/* Which column goes into which field. */
#include "amb-error.h"
#include "amb-import-plan.h"

#include <glib/gstdio.h>
#include <string.h>

static AmbImportPlan *
plan_for (const char *entity, const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("amb-plan-XXXXXX.csv", &path, &error);
  AmbImportPlan *plan;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  plan = amb_import_plan_new (amb_entity_find (entity), path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return plan;
}

/* As "header=field" with ".given" and ".family", one a column; "-" passed over. */
static char *
dup_mapping (const AmbImportPlan *plan)
{
  static const char *const parts[] = { "", ".given", ".family", "id" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *column = plan->columns->pdata[i];
      g_string_append_printf (out, "%s%s%s", i ? " " : "",
                              column->field                      ? column->field->name
                              : column->part == AMB_IMPORT_WHOLE ? "-"
                                                                 : "",
                              parts[column->part]);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *entity;
  const char *text;
  const char *mapping;
} Case;

static const Case cases[] = {
  { "ambassador", "Name,E-mail,Country,Language,Node\n",
    "display-name email country language node-id" },
  { "ambassador", "display-name,email,node-id,employee-number\n",
    "display-name email node-id employee-number" },
  { "ambassador", "Nom;Prénom;Courriel;Pays;Langue;Entité;Matricule\n",
    "display-name.family display-name.given email country language node-id employee-number" },
  { "ambassador", "NOM;PRENOM;ADRESSE MAIL;N° MATRICULE;NOEUD\n",
    "display-name.family display-name.given email employee-number node-id" },
  { "ambassador", "First name,Last name,Work e-mail,Job title,Department\n",
    "display-name.given display-name.family email job-title department-id" },
  { "ambassador", "Nom complet;Prénom;Nom de famille;Mél\n", "display-name - - email" },
  { "ambassador", "Nom;Service;Responsable hiérarchique;Poste\n",
    "display-name department-id manager-id job-title" },
  { "ambassador", "Name,Pays (code ISO),Shoe size\n", "display-name country -" },
  { "ambassador", "Name,E-mial adress\n", "display-name -" },
  { "ambassador", "Name,E-mail adress\n", "display-name email" },
  { "ambassador", "A,B\nAnn,ann@x.com\nBob,bob@x.com\n", "- email" },
  { "ambassador", "Name,Where\nAnn,France\nBob,Espagne\n", "display-name country" },
  { "ambassador", "id,Name,State,Roles\n", "id display-name state roles" },
  { "ambassador", "Line,Reason,Name,E-mail\n", "- - display-name email" },
  { "ambassador", "Ligne;Raison;Nom;Courriel\n", "- - display-name email" },
  { "ambassador", "Name,Name\n", "display-name -" },
  { "ambassador", "Nom;N° d'employé\n", "display-name employee-number" },
  { "ambassador", "Nom;Numéro d’employé;E-mail pro\n", "display-name employee-number email" },
  { "ambassador", "Nom;ID employé;Libellé de l'emploi\n",
    "display-name employee-number job-title" },
  { "ambassador", "Identifiant salarié;Prénom du salarié;Nom de naissance\n",
    "employee-number display-name.given display-name.family" },
  { "ambassador", "Emp ID,Legal First Name,Legal Last Name,Employee type\n",
    "employee-number display-name.given display-name.family -" },
  { "ambassador", "Worker,Personnel No.,Business Title,Legal Entity,Time zone\n",
    "display-name employee-number job-title node-id -" },
  { "node", "Nom;Code;Type;Rattachement;Effectif;Pays\n",
    "name code kind parent-id headcount country" },
  { "node", "Name,Kind,Part of,Head,Backup\n", "name kind parent-id head-id backup-id" },
};

static void
columns_find_their_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbImportPlan) plan = plan_for (cases[i].entity, cases[i].text);
      g_autofree char *mapping = dup_mapping (plan);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (mapping, ==, cases[i].mapping);
    }
}

static void
examples_are_distinct_and_from_the_first_rows (void)
{
  g_autoptr (GString) text = g_string_new ("Name,Country\n");
  g_autoptr (AmbImportPlan) plan = NULL;
  const AmbImportColumn *name, *country;

  for (int i = 0; i < 30; i++)
    g_string_append_printf (text, "Person %d,%s\n", i, i < 25 ? "FR" : "DE");
  plan = plan_for ("ambassador", text->str);
  name = plan->columns->pdata[0];
  country = plan->columns->pdata[1];
  g_assert_cmpuint (name->examples->len, ==, 5);
  g_assert_cmpstr (name->examples->pdata[0], ==, "Person 0");
  g_assert_cmpuint (country->examples->len, ==, 1);
}

static void
a_person_overrides_a_guess (void)
{
  static const struct
  {
    const char *map;
    const char *mapping; /* NULL: refused */
  } maps[] = {
    { "Contact=email", "display-name - email" },
    { "3=email", "display-name - email" },
    { "contact=E-mail", "display-name - email" },
    { "Mail=", "display-name - -" },
    { "Name=display-name.family", "display-name.family email -" },
    { "Contact=id", "display-name email id" },
    { "Nobody=email", NULL },
    { "4=email", NULL },
    { "Contact=shoe-size", NULL },
    { "Contact=standing", NULL },
    { "Contact", NULL },
    { "=email", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autoptr (AmbImportPlan) plan = plan_for ("ambassador", "Name,Mail,Contact\n");
      g_autoptr (GError) error = NULL;
      gboolean done = amb_import_plan_map (plan, maps[i].map, &error);
      g_autofree char *mapping = dup_mapping (plan);

      g_test_message ("%s", maps[i].map);
      if (maps[i].mapping)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (mapping, ==, maps[i].mapping);
        }
      else
        g_assert_error (error, AMB_ERROR, AMB_ERROR_USAGE);
      g_assert_true (done == (maps[i].mapping != NULL));
    }
}

static void
two_columns_for_one_field_are_refused (void)
{
  g_autoptr (AmbImportPlan) plan = plan_for ("ambassador", "Name,Mail,Contact\n");
  g_autoptr (AmbImportPlan) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_import_plan_check (plan, &error));
  g_assert_true (amb_import_plan_map (plan, "Contact=email", &error));
  g_assert_true (amb_import_plan_map (plan, "Mail=email", &error));
  copy = amb_import_plan_copy (plan);
  g_assert_false (amb_import_plan_check (copy, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Contact"));
}

static void
rows_must_say_what_they_are_about (void)
{
  g_autoptr (AmbImportPlan) nameless = plan_for ("ambassador", "Job title,Country\nBuyer,FR\n");
  g_autoptr (AmbImportPlan) keyed = plan_for ("ambassador", "E-mail,Country\na@x.com,FR\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_import_plan_check (keyed, NULL));
  g_assert_false (amb_import_plan_check (nameless, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/import-plan/columns-find-their-fields", columns_find_their_fields);
  g_test_add_func ("/exchange/import-plan/examples-are-distinct-and-from-the-first-rows",
                   examples_are_distinct_and_from_the_first_rows);
  g_test_add_func ("/exchange/import-plan/a-person-overrides-a-guess", a_person_overrides_a_guess);
  g_test_add_func ("/exchange/import-plan/two-columns-for-one-field-are-refused",
                   two_columns_for_one_field_are_refused);
  g_test_add_func ("/exchange/import-plan/rows-must-say-what-they-are-about",
                   rows_must_say_what_they_are_about);
  return g_test_run ();
}
