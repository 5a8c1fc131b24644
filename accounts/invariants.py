"""What must hold of companies and people; `manage.py verify` checks it."""

from kernel.verification import sql_invariant

sql_invariant(
    "accounts.branch_path",
    """
    SELECT branch.public_id
    FROM accounts_organization AS branch
    LEFT JOIN accounts_organization AS parent ON parent.id = branch.parent_id
    WHERE branch.path <> CASE WHEN parent.id IS NULL THEN '{}'::bigint[] ELSE parent.path || parent.id END
       OR branch.id = ANY (branch.path)
    """,
    "company {public_id}: its path is not its parent's path and the parent",
)
sql_invariant(
    "accounts.staff_flag",
    """
    SELECT person.public_id, person.is_staff
    FROM accounts_user AS person
    WHERE person.is_staff <> EXISTS (
        SELECT 1
        FROM accounts_membership AS membership
        JOIN accounts_organization AS company ON company.id = membership.organization_id
        WHERE membership.user_id = person.id AND membership.status = 'active' AND company.kind = 'platform'
    )
    """,
    "person {public_id}: marked as staff {is_staff}, but active membership of the operator's organization says otherwise",
)
sql_invariant(
    "accounts.roles_of_own_company",
    """
    SELECT membership.public_id, role.public_id AS role_id
    FROM accounts_membershiprole AS link
    JOIN accounts_membership AS membership ON membership.id = link.membership_id
    JOIN accounts_role AS role ON role.id = link.role_id
    WHERE membership.organization_id <> role.organization_id
    """,
    "member {public_id}: holds role {role_id} of another company",
)
sql_invariant(
    "accounts.audience_of_roles",
    """
    SELECT role.public_id, role.audience, company.kind
    FROM accounts_role AS role
    JOIN accounts_organization AS company ON company.id = role.organization_id
    WHERE (role.audience = 'staff') <> (company.kind = 'platform')
    """,
    "role {public_id}: {audience} vocabulary in a company of kind {kind}",
)
sql_invariant(
    "accounts.teams_of_own_members",
    """
    SELECT team.public_id, membership.public_id AS member_id
    FROM accounts_team_members AS link
    JOIN accounts_team AS team ON team.id = link.team_id
    JOIN accounts_membership AS membership ON membership.id = link.membership_id
    WHERE membership.organization_id <> team.organization_id
    """,
    "team {public_id}: counts member {member_id} of another company",
)
sql_invariant(
    "accounts.active_since",
    "SELECT public_id FROM accounts_organization WHERE status = 'active' AND activated_at IS NULL",
    "company {public_id}: active, but nobody knows since when",
)
sql_invariant(
    "accounts.suspension_cause",
    "SELECT public_id FROM accounts_organization WHERE (status = 'suspended') <> (suspension_cause <> '')",
    "company {public_id}: its suspension and the cause of one do not agree",
)
sql_invariant(
    "accounts.status_is_last_step",
    """
    SELECT company.public_id, company.status, step.to_status
    FROM accounts_organization AS company
    JOIN LATERAL (
        SELECT to_status FROM kernel_transitionlog
        WHERE document_type = 'organization' AND document_id = company.id
        ORDER BY id DESC LIMIT 1
    ) AS step ON true
    WHERE company.status <> step.to_status
    """,
    "company {public_id}: is {status}, but its last recorded step led to {to_status}",
)
sql_invariant(
    "accounts.impersonation_of_customers",
    """
    SELECT period.public_id
    FROM accounts_impersonation AS period
    WHERE period.ended_at IS NULL AND EXISTS (
        SELECT 1 FROM accounts_user AS person WHERE person.id = period.user_id AND person.is_staff
    )
    """,
    "impersonation {public_id}: staff act for staff",
)
