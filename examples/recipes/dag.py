"""New records in, a new model, figures and labels out, each night."""
import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="winnow_support_tickets",
    schedule="15 2 * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 3,  # 69 and 75, the server is away or somebody else is at it, are over when one tries again
        "retry_delay": datetime.timedelta(minutes=5),
        "skip_on_exit_code": 2,  # nothing to do: the task is skipped, the run does not fail
        "append_env": True,
        "env": {
            "WINNOW_DATA": "{{ var.value.get('winnow_data', '/var/lib/winnow/data') }}",
            "RECORDS": "{{ var.value.get('winnow_records', '/srv/winnow/in/tickets.jsonl') }}",
            "OUT": "{{ var.value.get('winnow_out', '/srv/winnow/out') }}",
        },
    },
) as dag:
    load = BashOperator(
        task_id="import",
        bash_command='winnow import support-tickets "$RECORDS" --no-labels --json --quiet',
    )
    retrain = BashOperator(
        task_id="retrain",
        bash_command="winnow retrain support-tickets --json --quiet",
    )
    evaluate = BashOperator(
        task_id="evaluate",
        bash_command="winnow evaluate support-tickets --json --quiet",
    )
    export = BashOperator(
        task_id="export",
        bash_command='winnow export support-tickets --output "$OUT/labels-{{ run_id | replace(":", "") }}.jsonl" --json --quiet',
        trigger_rule="none_failed",  # also when there was nothing to learn
    )
    load >> retrain >> [evaluate, export]
