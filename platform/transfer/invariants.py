"""What must hold of import and export jobs."""

from kernel.verification import sql_invariant

sql_invariant(
    "transfer.error_count_is_errors",
    """
    SELECT job.public_id, job.error_count, count(DISTINCT error.row_number) AS reported
    FROM transfer_importjob AS job LEFT JOIN transfer_rowerror AS error ON error.job_id = job.id
    WHERE job.status IN ('done', 'done_with_errors') AND job.expires_at > now()
    GROUP BY job.id HAVING count(DISTINCT error.row_number) <> job.error_count
    """,
    "{public_id} counts {error_count} refused rows but reports {reported}",
)
sql_invariant(
    "transfer.no_job_left_alone",
    """
    SELECT public_id, status FROM transfer_importjob
    WHERE status IN ('uploaded', 'validating', 'running')
      AND coalesce(heartbeat_at, updated_at) < now() - interval '1 hour'
    UNION ALL
    SELECT public_id, status FROM transfer_exportjob
    WHERE status IN ('queued', 'running') AND coalesce(heartbeat_at, updated_at) < now() - interval '1 hour'
    """,
    "{public_id} is {status} but nobody has worked on it for an hour",
)
