"""The table of cases of the fit (tests/data/fit-cases.json) as a profile: each case is a call of its own."""

import csv
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
RATERS = ["Ann", "Ben", "Cho", "Dag", "Eve", "Fay", "Gus"]


def read():
    with open(os.path.join(HERE, "..", "data", "fit-cases.json"), encoding="utf-8") as file:
        return json.load(file)


class Rows:
    """What is to be imported, by entity."""

    def __init__(self):
        self.rows = {"role": [], "call": [], "criterion": [], "ambassador": [], "nomination": [], "assessment": []}

    def add(self, entity, **fields):
        self.rows[entity].append({name.replace("_", "-"): value for name, value in fields.items()})

    def write(self, folder, run):
        """run: what imports a file: run("import", ENTITY, PATH, …)"""
        for entity, rows in self.rows.items():
            path = os.path.join(folder, f"{entity}.csv")
            names = list(dict.fromkeys(name for row in rows for name in row))
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(rows)
            run("import", entity, path, "--running")


def score_fields(score):
    return {"score": "" if score in (None, "blank") else score, "blank_on_purpose": "1" if score == "blank" else "0"}


def add_call(rows, call, seats, criteria):
    """Criteria have names that no other call's have."""
    rows.add("call", name=call, seats=seats, blind="0")
    for position, (name, weight, *role) in enumerate(criteria):
        rows.add("criterion", name=f"{name} of {call}", kind="other", call_id=call, weight=weight,
                 role_id=role[0] if role else "", position=position)


def add_candidate(rows, call, person, day):
    rows.add("ambassador", display_name=person, email=f"{person.lower().replace(' ', '.')}@x.example", state="in_review")
    rows.add("nomination", ambassador_id=person, call_id=call, nominated_on=day, reason="Good ear")


def add_fit(rows, table, number, case):
    call, candidate = f"Fit {number}", f"Candidate {number}"
    add_call(rows, call, 1, case.get("criteria", table["six"]))
    add_candidate(rows, call, candidate, "2026-10-01")
    for day, (criterion, rater, score, *role) in enumerate(case["scores"]):
        rows.add("assessment", ambassador_id=candidate, criterion_id=f"{criterion} of {call}",
                 by_id=candidate if rater == "candidate" else rater, role_id=role[0] if role else "",
                 rated_on=f"2026-10-{day + 2:02}", evidence=f"Evidence {day}", **score_fields(score))


def add_change(rows, number, case):
    call = f"Change {number}"
    add_call(rows, call, case["seats"], case["criteria"])
    for day, (name, scores) in enumerate(case["candidates"].items()):
        person = f"{name} {number}"
        add_candidate(rows, call, person, f"2026-10-{day + 1:02}")
        for (criterion, _), score in zip(case["criteria"], scores):
            for rater, one in zip(RATERS, score if isinstance(score, list) else [score]):
                if one is not None:
                    rows.add("assessment", ambassador_id=person, criterion_id=f"{criterion} of {call}", by_id=rater,
                             rated_on="2026-10-20", evidence="Seen", **score_fields(one))


def fill(folder, run):
    """Returns the table."""
    table = read()
    rows = Rows()
    for role in ("Curator", "Producer"):
        rows.add("role", name=role)
    for rater in RATERS:
        rows.add("ambassador", display_name=rater, email=f"{rater.lower()}@x.example", state="active")
    for number, case in enumerate(table["fits"]):
        add_fit(rows, table, number, case)
    for number, case in enumerate(table["changes"]):
        add_change(rows, number, case)
    rows.write(folder, run)
    return table
