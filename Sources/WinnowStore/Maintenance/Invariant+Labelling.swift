extension Invariant {
    static let assignments = [
        Invariant(
            code: "overlap-exceeded",
            sql: """
                WITH wanted (queueId, overlap) AS (
                    -- A definition that was changed may have asked for more than it does now.
                    SELECT id, max(overlap, coalesce((
                        SELECT max(CAST(json_extract(json_extract(payload, '$'), '$.assignment.overlap') AS INTEGER))
                        FROM event WHERE queueId = queue.id AND kind = 'queue.updated'), 0))
                    FROM queue
                ), taken (queueId, itemId, number) AS (
                    SELECT queueId, itemId, count(*) FROM (
                        SELECT queueId, itemId FROM assignment WHERE state = 'active'
                        UNION ALL
                        -- Imported answers were not asked for, and are as many as the file had.
                        SELECT l.queueId, l.itemId FROM liveAnnotation l JOIN annotation a ON a.id = l.annotationId
                        WHERE l.isCounted = 1 AND a.assignmentId IS NOT NULL
                    ) GROUP BY queueId, itemId
                )
                SELECT 'item ' || itemId || ' has ' || number || ' of ' || overlap
                FROM taken JOIN wanted USING (queueId) WHERE number > overlap
                """,
            meaning: "an item has more live assignments and counted annotations than its queue asks for"
        ),
        Invariant(
            code: "assignment-without-annotation",
            sql: """
                SELECT 'assignment ' || id || ' is ' || state FROM assignment WHERE state IN ('submitted', 'retracted')
                AND NOT EXISTS (SELECT 1 FROM annotation WHERE assignmentId = assignment.id)
                """,
            meaning: "an assignment is said to be answered, and there is no annotation of it"
        ),
        Invariant(
            code: "assignment-annotation",
            sql: """
                SELECT 'annotation ' || a.id || ' and assignment ' || s.id
                FROM annotation a JOIN assignment s ON s.id = a.assignmentId
                WHERE s.state NOT IN ('submitted', 'retracted') OR s.queueId <> a.queueId OR s.itemId <> a.itemId
                OR s.annotatorId <> a.annotatorId
                """,
            meaning: "an annotation is of another item, annotator or queue than its assignment, or that is not answered"
        ),
        Invariant(
            code: "assignment-queue",
            sql: """
                SELECT 'assignment ' || s.id FROM assignment s JOIN item i ON i.id = s.itemId WHERE i.queueId <> s.queueId
                """,
            meaning: "an assignment is in another queue than its item"
        ),
    ]

    static let annotations = [
        Invariant(
            code: "standing-differs",
            sql: """
                SELECT 'annotation ' || a.id || ' should stand' FROM annotation a
                WHERE a.action = 'submit' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE s.supersedes = a.id)
                AND NOT EXISTS (
                    SELECT 1 FROM liveAnnotation l WHERE l.itemId = a.itemId AND l.annotatorId = a.annotatorId
                    AND l.annotationId = a.id AND l.queueId = a.queueId AND l.isCounted = (a.answer <> 'skip'))
                UNION ALL
                SELECT 'annotation ' || l.annotationId || ' should not stand' FROM liveAnnotation l
                WHERE NOT EXISTS (SELECT 1 FROM annotation a WHERE a.id = l.annotationId AND a.action = 'submit')
                OR EXISTS (SELECT 1 FROM annotation s WHERE s.supersedes = l.annotationId)
                """,
            meaning: "what stands is not what the append-only annotations say"
        ),
        Invariant(
            code: "annotation-supersedes",
            sql: """
                SELECT 'annotation ' || a.id FROM annotation a JOIN annotation o ON o.id = a.supersedes
                WHERE o.id >= a.id OR o.itemId <> a.itemId OR o.annotatorId <> a.annotatorId OR o.action <> 'submit'
                """,
            meaning: "an annotation supersedes one of another item or annotator, or one that came later"
        ),
        Invariant(
            code: "annotation-event",
            sql: """
                SELECT 'annotation ' || a.id || ' of event ' || a.event FROM annotation a
                WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.number = a.event AND e.queueId = a.queueId)
                """,
            meaning: "an annotation's event does not exist or is of another queue"
        ),
        Invariant(
            code: "annotation-order",
            sql: """
                SELECT 'annotation ' || id FROM (
                    SELECT id, event, lag(event) OVER (PARTITION BY queueId ORDER BY id) AS previous FROM annotation
                ) WHERE event < previous
                """,
            meaning: "annotations are not in the order of their events"
        ),
        Invariant(
            code: "annotation-queue",
            sql: """
                SELECT 'annotation ' || a.id FROM annotation a JOIN item i ON i.id = a.itemId WHERE i.queueId <> a.queueId
                """,
            meaning: "an annotation is in another queue than its item"
        ),
        Invariant(
            code: "annotation-label-queue",
            sql: """
                SELECT 'annotation ' || a.id || ' with label ' || l.name FROM annotationLabel al
                JOIN annotation a ON a.id = al.annotationId JOIN label l ON l.id = al.labelId WHERE l.queueId <> a.queueId
                """,
            meaning: "an annotation names a label of another queue"
        ),
        Invariant(
            code: "annotation-label-answer",
            sql: """
                SELECT 'annotation ' || a.id FROM annotationLabel al JOIN annotation a ON a.id = al.annotationId
                WHERE a.action <> 'submit' OR a.answer <> 'label' OR (al.isPresent = 0 AND a.isPartial = 0)
                GROUP BY a.id
                """,
            meaning: "an annotation that gives no labels has some, or one that is complete excludes some"
        ),
        Invariant(
            code: "annotation-label-count",
            sql: """
                SELECT 'annotation ' || a.id || ' has ' || labels FROM (
                    SELECT a.id, (SELECT count(*) FROM annotationLabel WHERE annotationId = a.id AND isPresent = 1) AS labels
                    FROM annotation a JOIN queue q ON q.id = a.queueId
                    WHERE a.action = 'submit' AND a.answer = 'label' AND a.isPartial = 0
                    AND json_extract(q.definition, '$.task') = 'classification'
                    AND NOT EXISTS (
                        SELECT 1 FROM event e WHERE e.queueId = q.id AND e.kind = 'queue.updated'
                        AND json_extract(json_extract(e.payload, '$'), '$.task') <> 'classification')
                ) a WHERE labels <> 1
                """,
            meaning: "an answer of a queue with one label an item has none or several"
        ),
    ]
}
