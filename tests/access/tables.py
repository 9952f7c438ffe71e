"""Role by action: what was decided, one table for each app.

SM staff member, HR personnel and emulation officer, UH head of a unit, DI director, CM council
member, PO province officer, PL province leader, MO ministry officer, AU auditor, DO data officer,
LO legal officer, SA system administrator.  A role reaches the unit it is held at and everything
below.
"""

from tests.access.matrix import read

PERSONNEL = read("""
                                 SM HR UH DI CM PO PL MO AU DO LO SA
personnel.view_unit              x  x  x  x  x  x  x  x  x  x  x  -
personnel.change_unit            -  x  -  -  -  x  -  -  -  -  -  -
personnel.view_staff             -  x  x  x  x  x  x  x  x  x  -  -
personnel.change_staff           -  x  -  -  -  x  -  -  -  -  -  -
personnel.view_recipient         -  x  x  x  x  x  x  x  x  x  -  -
personnel.change_recipient       -  x  -  -  -  x  -  -  -  -  -  -
personnel.manage_accounts        -  -  -  -  -  -  -  -  -  -  -  x
personnel.view_identity          -  x  -  -  -  x  -  -  -  -  -  -
personnel.view_sensitive         -  -  -  -  -  -  -  -  -  x  -  -
personnel.change_sensitive       -  -  -  -  -  -  -  -  -  x  -  -
personnel.manage_privacy         -  -  -  -  -  -  -  -  -  x  -  -
personnel.view_looks             -  -  -  -  -  -  -  -  -  x  -  -
personnel.view_correction        -  x  -  -  -  x  -  -  -  x  -  -
personnel.answer_correction      -  x  -  -  -  x  -  -  -  -  -  -
personnel.view_loads             -  -  -  -  -  -  -  -  x  -  -  -
""")

EMULATION = read("""
                                 SM HR UH DI CM PO PL MO AU DO LO SA
emulation.view_year              x  x  x  x  x  x  x  x  x  -  -  -
emulation.manage_year            -  x  -  x  -  -  -  -  -  -  -  -
emulation.manage_bloc            -  x  -  -  -  x  -  -  -  -  -  -
emulation.view_registration      -  x  x  x  x  x  x  x  x  -  -  -
emulation.register               -  x  x  -  -  -  -  -  -  -  -  -
emulation.approve_registration   -  -  x  x  -  -  -  -  -  -  -  -
emulation.view_initiative        -  x  x  x  x  x  x  x  x  -  -  -
emulation.submit_initiative      -  x  x  -  -  -  -  -  -  -  -  -
emulation.decide_initiative      -  x  -  x  -  -  -  -  -  -  -  -
""")

AWARDS = read("""
                                 SM HR UH DI CM PO PL MO AU DO LO SA
awards.view                      -  x  x  x  x  -  -  -  x  -  -  -
awards.view_received             -  -  -  -  -  x  x  x  -  -  -  -
awards.propose                   -  x  x  -  -  -  -  -  -  -  -  -
awards.endorse                   -  -  x  x  -  -  -  -  -  -  -  -
awards.check                     -  x  -  -  -  -  -  -  -  -  -  -
awards.record_council            -  x  -  -  x  -  -  -  -  -  -  -
awards.lead                      -  -  -  x  -  -  -  -  -  -  -  -
awards.record_bloc               -  -  -  -  -  x  -  -  -  -  -  -
awards.province_check            -  -  -  -  -  x  -  -  -  -  -  -
awards.province_lead             -  -  -  -  -  -  x  -  -  -  -  -
awards.ministry_lead             -  -  -  -  -  -  -  x  -  -  -  -
awards.state_lead                -  -  -  -  -  -  -  -  -  -  -  -
awards.record_external           -  x  -  -  -  -  -  -  -  -  -  -
awards.view_register             -  x  x  x  x  x  x  x  x  -  -  -
awards.view_decided              -  -  -  -  -  -  -  x  -  -  -  -
awards.annul                     -  x  -  -  -  -  -  -  -  -  -  -
awards.view_report               -  x  x  x  -  x  x  x  x  -  -  -
awards.back_enter                -  x  -  -  -  x  -  -  -  -  -  -
awards.view_eligibility          -  x  x  x  x  x  x  x  x  -  -  -
""")

LEGAL = read("""
                                 SM HR UH DI CM PO PL MO AU DO LO SA
legal.view_catalogue             x  x  x  x  x  x  x  x  x  x  x  x
legal.manage_local_forms         -  x  -  -  -  x  -  -  -  -  -  -
legal.edit_rule_sets             -  -  -  -  -  -  -  -  -  -  x  -
legal.publish_rule_sets          -  -  -  -  -  -  -  -  -  -  x  -
legal.repair_rules               -  -  -  -  -  -  -  -  -  -  x  x
""")

MARKS = {**PERSONNEL, **EMULATION, **AWARDS, **LEGAL}

# What stands for no role: each step of review asks for the action of its own kind, and judging
# for that of the step, or of making the dossier.
BY_STEP = {"awards.review", "awards.judge"}
