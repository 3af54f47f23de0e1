extension Invariant {
    static let counterfactuals = [
        Invariant(
            code: "revised-item",
            sql: """
                SELECT 'item ' || i.id || ' "' || i.externalId || '"' FROM item i
                WHERE i.origin = 'counterfactual'
                AND NOT EXISTS (SELECT 1 FROM counterfactual c WHERE c.itemId = i.id AND c.queueId = i.queueId)
                """,
            meaning: "a revised text belongs to no counterfactual"
        ),
        Invariant(
            code: "counterfactual-item",
            sql: """
                SELECT 'counterfactual ' || c.id FROM counterfactual c
                JOIN item p ON p.id = c.parentId LEFT JOIN item i ON i.id = c.itemId
                WHERE p.queueId <> c.queueId OR i.queueId <> c.queueId OR i.rootId <> p.rootId
                OR i.contentHash <> c.contentHash OR i.origin <> 'counterfactual'
                """,
            meaning: "a counterfactual's item is of another queue, root or text than it"
        ),
        Invariant(
            code: "counterfactual-labels",
            sql: """
                SELECT 'counterfactual ' || c.id FROM counterfactual c
                JOIN label s ON s.id = c.sourceLabelId JOIN label t ON t.id = c.targetLabelId
                WHERE s.queueId <> c.queueId OR t.queueId <> c.queueId
                """,
            meaning: "a counterfactual names a label of another queue"
        ),
        Invariant(
            code: "counterfactual-event",
            sql: """
                SELECT 'counterfactual ' || c.id FROM counterfactual c
                WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.number = c.event AND e.queueId = c.queueId)
                UNION ALL
                SELECT 'decision ' || s.id FROM counterfactualStep s
                WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.number = s.event AND e.queueId = s.queueId)
                """,
            meaning: "the event of a counterfactual or of a decision does not exist or is of another queue"
        ),
        Invariant(
            code: "counterfactual-stood-for",
            sql: """
                SELECT 'counterfactual ' || c.id FROM counterfactual c
                WHERE c.itemId IS NULL AND EXISTS (
                    SELECT 1 FROM counterfactualStep s WHERE s.counterfactualId = c.id AND s.action IN ('validate', 'accept'))
                """,
            meaning: "somebody stands for a counterfactual that is no item"
        ),
    ]
}
