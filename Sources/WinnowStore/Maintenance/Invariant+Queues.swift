extension Invariant {
    static let items = [
        Invariant(
            code: "item-root",
            sql: """
                SELECT 'item ' || i.id || ' "' || i.externalId || '"' FROM item i JOIN item r ON r.id = i.rootId
                WHERE r.rootId <> r.id OR r.queueId <> i.queueId OR r.isEvaluation <> i.isEvaluation
                """,
            meaning:
                "an item is on another side of the evaluation than its root, in another queue, or its root has a root"
        ),
        Invariant(
            code: "duplicates-split",
            sql: """
                SELECT 'items ' || min(id) || ' to ' || max(id) FROM item WHERE origin = 'imported'
                GROUP BY queueId, contentHash HAVING min(rootId) <> max(rootId) OR min(isEvaluation) <> max(isEvaluation)
                """,
            meaning:
                "items with the same text have different roots, so that one may be learned from and one measured on"
        ),
        Invariant(
            code: "item-event",
            sql: """
                SELECT 'item ' || i.id || ' of event ' || i.event FROM item i
                WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.number = i.event AND e.queueId = i.queueId)
                """,
            meaning: "an item's event does not exist or is of another queue"
        ),
    ]

    static let labels = [
        Invariant(
            code: "queue-overlap",
            sql: """
                SELECT 'queue ' || name FROM queue
                WHERE json_extract(definition, '$.assignment.overlap') IS NOT overlap
                """,
            meaning: "a queue's overlap is not the one of its definition"
        ),
        Invariant(
            code: "queue-labels",
            sql: """
                SELECT 'queue ' || q.name || ', label ' || l.name FROM label l JOIN queue q ON q.id = l.queueId
                WHERE l.position IS NOT NULL
                AND json_extract(q.definition, '$.labels[' || l.position || '].name') IS NOT l.name
                UNION ALL
                SELECT 'queue ' || name FROM queue WHERE json_array_length(definition, '$.labels')
                    <> (SELECT count(*) FROM label WHERE queueId = queue.id AND position IS NOT NULL)
                """,
            meaning: "a queue's labels are not those of its definition"
        ),
        Invariant(
            code: "label-lost",
            sql: """
                SELECT 'label ' || id || ' "' || name || '"' FROM label
                WHERE (position IS NULL AND until IS NULL) OR (position IS NOT NULL AND until IS NOT NULL)
                OR (position IS NULL AND mergedInto IS NULL
                    AND EXISTS (SELECT 1 FROM annotationLabel WHERE labelId = label.id))
                """,
            meaning: "a label was taken out without an event, or while annotations name it"
        ),
        Invariant(
            code: "label-merge",
            sql: """
                WITH RECURSIVE became (id, step, depth) AS (
                    SELECT id, mergedInto, 1 FROM label WHERE mergedInto IS NOT NULL
                    UNION ALL
                    SELECT b.id, l.mergedInto, depth + 1 FROM became b JOIN label l ON l.id = b.step
                    WHERE l.mergedInto IS NOT NULL AND depth <= (SELECT count(*) FROM label)
                )
                SELECT 'label ' || id FROM became WHERE depth > (SELECT count(*) FROM label) GROUP BY id
                UNION ALL
                SELECT 'label ' || l.id FROM label l JOIN label m ON m.id = l.mergedInto WHERE m.queueId <> l.queueId
                """,
            meaning: "labels are merged in a circle, or into one of another queue"
        ),
    ]

    static let models = [
        Invariant(
            code: "model-promoted",
            sql: """
                SELECT 'queue ' || queueId || ' has ' || count(*) FROM modelVersion WHERE state = 'promoted'
                GROUP BY queueId HAVING count(*) > 1
                """,
            meaning: "a queue has more than one promoted model"
        ),
        Invariant(
            code: "model-run",
            sql: """
                SELECT 'model ' || m.number || ' of queue ' || m.queueId FROM modelVersion m
                WHERE NOT EXISTS (
                    SELECT 1 FROM trainingRun r WHERE r.id = m.trainingRunId AND r.queueId = m.queueId
                    AND r.state = 'succeeded')
                OR m.event > coalesce((SELECT max(number) FROM event WHERE queueId = m.queueId), 0)
                OR json_extract(m.recipe, '$.event') IS NOT m.event
                """,
            meaning: "a model version has no training run that succeeded, or knows events that do not exist"
        ),
    ]
}
