#!/bin/sh
# New records in, a new model, changed labels out:
#
#   nightly.sh QUEUE INBOX OUTBOX
#
# Says nothing when all is well, so that cron sends mail only when something is not. Exit code 0 when all is well, 1 when
# a step failed, 64 when it was called wrongly, 75 when the last run is not done yet.
# It needs winnow on PATH and WINNOW_DATA, or WINNOW_SERVER and WINNOW_TOKEN.
set -u
umask 027
if [ $# -ne 3 ] || [ ! -d "$2" ]; then
    echo "nightly.sh QUEUE INBOX OUTBOX; INBOX is a folder that is there" >&2
    exit 64
fi
queue=$1
inbox=$2
outbox=$3
failed=0
complain() { printf 'nightly.sh: %s\n' "$*" >&2; failed=1; }
mkdir -p "$inbox/done" "$inbox/bad" "$outbox" || exit 73

# One run at a time: files are moved here. The kernel takes the lock back when the process ends, however it ends.
exec 9>"$outbox/lock" || exit 73
if ! flock -n 9; then
    echo "nightly.sh: the last run is not done yet" >&2
    exit 75
fi

# 1. New records. A file that is imported goes to done/. One with bad records goes to bad/, beside the list of them: its
#    good records are in. After any other failure it stays for the next run; importing it again is harmless.
for file in "$inbox"/*.jsonl "$inbox"/*.csv; do
    [ -f "$file" ] || continue
    name=$(date +%Y%m%dT%H%M%S)-${file##*/}
    rm -f "$inbox/bad/part"
    winnow import "$queue" "$file" --quiet --rejects "$inbox/bad/part" >/dev/null
    code=$?
    case $code in
        0) mv "$file" "$inbox/done/$name" || complain "$file cannot be moved" ;;
        65)
            [ ! -s "$inbox/bad/part" ] || mv "$inbox/bad/part" "$inbox/bad/$name.rejects"
            mv "$file" "$inbox/bad/$name"
            complain "bad records; the file is now $inbox/bad/$name"
            ;;
        *) complain "import of $file: exit code $code; it is tried again next time" ;;
    esac
done
rm -f "$inbox/bad/part"

# 2. A new model, if there is enough to learn. 2: there is not. 75: somebody else is training, a server perhaps.
said=$(winnow retrain "$queue" --quiet 2>&1 >/dev/null)
code=$?
case $code in
    0 | 2 | 75) ;;
    *) complain "retrain: exit code $code: $said" ;;
esac

# 3. The labels that changed since the last run. The event goes into its file only when the export is in its place: a run
#    that is killed in between exports the same again.
since=
if [ -f "$outbox/event" ]; then
    since=$(cat "$outbox/event")
    case $since in
        '' | *[!0-9]*) complain "$outbox/event has no event number: take it away for a full export"; exit 1 ;;
    esac
fi
rm -f "$outbox"/part.jsonl*
report=$(winnow export "$queue" ${since:+--since "$since"} --output "$outbox/part.jsonl" --json --quiet \
    2>"$outbox/errors")
code=$?
event=$(printf '%s\n' "$report" | sed -n 's/.*"event":\([0-9][0-9]*\).*/\1/p')
if [ "$code" -eq 0 ] && [ -n "$event" ]; then
    if sync "$outbox/part.jsonl" &&
        mv "$outbox/part.jsonl" "$outbox/$(printf 'labels-%010d-since-%010d.jsonl' "$event" "${since:-0}")" &&
        printf '%s\n' "$event" >"$outbox/event.new" &&
        sync "$outbox/event.new" &&
        mv "$outbox/event.new" "$outbox/event"; then
        :
    else
        complain "the export cannot be put into $outbox"
    fi
elif [ "$code" -ne 2 ]; then
    cat "$outbox/errors" >&2
    complain "export: exit code $code"
fi
exit "$failed"
