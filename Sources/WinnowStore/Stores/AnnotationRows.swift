internal import GRDB
internal import WinnowDomain

/// Annotations as rows.
enum AnnotationRows {
    /// An annotation before it has numbers.
    struct New {
        var queue: QueueID
        var item: ItemID
        var annotator: AnnotatorID
        var assignment: AssignmentID?
        var action: Annotation.Action = .submit
        var judgement: Judgement
        var supersedes: AnnotationID?
        var seconds: Double?
        var source: AnnotationSource
        var key: String?
        var editor: AnnotatorID?
        var at: Moment
    }

    /// Stores an annotation with its event.
    static func insert(_ new: New, in db: GRDB.Database) throws -> Annotation {
        let event = try EventLog.append(
            new.action == .submit ? .annotationSubmitted : .annotationRetracted,
            queue: new.queue,
            subject: new.item.rawValue,
            at: new.at,
            in: db
        )
        return try insert(new, event: event, in: db)
    }

    static func insert(_ new: New, event: EventNumber, in db: GRDB.Database) throws -> Annotation {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO annotation (queueId, itemId, annotatorId, assignmentId, action, answer, isPartial, note,
                    supersedes, seconds, source, event, at, submissionKey, editorId)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(arguments: [
            new.queue.rawValue, new.item.rawValue, new.annotator.rawValue, new.assignment?.rawValue,
            new.action.rawValue, new.judgement.answer.rawValue, new.judgement.isPartial, new.judgement.note,
            new.supersedes?.rawValue, new.seconds, new.source.rawValue, event, new.at.seconds,
            new.key, new.editor?.rawValue,
        ])
        let id = AnnotationID(db.lastInsertedRowID)
        let label = try db.cachedStatement(
            sql: "INSERT INTO annotationLabel (annotationId, labelId, isPresent) VALUES (?, ?, ?)"
        )
        for present in new.judgement.present { try label.execute(arguments: [id.rawValue, present.rawValue, true]) }
        for absent in new.judgement.absent { try label.execute(arguments: [id.rawValue, absent.rawValue, false]) }
        return Annotation(
            id: id,
            item: new.item,
            annotator: new.annotator,
            assignment: new.assignment,
            action: new.action,
            judgement: new.judgement,
            supersedes: new.supersedes,
            seconds: new.seconds,
            source: new.source,
            editor: new.editor,
            event: event,
            at: new.at
        )
    }

    private static let columns =
        "a.id, a.itemId, a.annotatorId, a.assignmentId, a.action, a.answer, a.isPartial, a.note, a.supersedes, "
        + "a.seconds, a.source, a.event, a.at, a.editorId"

    /// The annotations that a condition on `annotation a` picks, oldest first. Merged labels read as what they became.
    ///
    /// - Parameter labels: The labels of another time, to read them as they read then; nil for now.
    static func fetch(
        where condition: String,
        _ arguments: StatementArguments,
        with labels: Set<LabelID>? = nil,
        in db: GRDB.Database
    ) throws -> [Annotation] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT \(columns) FROM annotation a WHERE \(condition) ORDER BY a.id"),
            arguments: arguments
        )
        if rows.isEmpty { return [] }
        let given = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT al.annotationId, al.labelId, al.isPresent
                    FROM annotation a JOIN annotationLabel al ON al.annotationId = a.id WHERE \(condition)
                    """
            ),
            arguments: arguments
        )
        var merges = LabelMerges(standing: labels)
        var present: [Int64: Set<LabelID>] = [:]
        var absent: [Int64: Set<LabelID>] = [:]
        for row in given {
            let label = try merges.final(row[1], in: db)
            if row[2] as Bool {
                present[row[0], default: []].insert(label)
            } else {
                absent[row[0], default: []].insert(label)
            }
        }
        return try rows.map { row in
            try annotation(row, present: present[row[0]]?.sorted() ?? [], absent: absent[row[0]]?.sorted() ?? [])
        }
    }

    /// An annotation of an annotator that stands, and its queue.
    ///
    /// - Throws: `StoreError.noSuchAnnotation`, `.annotationIsSuperseded`.
    static func standing(
        _ id: AnnotationID,
        of annotator: AnnotatorID,
        in db: GRDB.Database
    ) throws -> (Annotation, QueueID) {
        guard
            let annotation = try fetch(where: "a.id = ?", [id.rawValue], in: db).first,
            annotation.annotator == annotator,
            let queue = try Int64.fetchOne(
                db,
                sql: "SELECT queueId FROM annotation WHERE id = ?",
                arguments: [id.rawValue]
            )
        else { throw StoreError.noSuchAnnotation(id) }
        let stands = try Bool.fetchOne(
            db,
            sql: "SELECT count(*) FROM liveAnnotation WHERE annotationId = ?",
            arguments: [id.rawValue]
        )
        guard stands == true else { throw StoreError.annotationIsSuperseded(id) }
        return (annotation, QueueID(queue))
    }

    private static func annotation(_ row: Row, present: [LabelID], absent: [LabelID]) throws -> Annotation {
        guard let action = Annotation.Action(rawValue: row[4]), let answer = Judgement.Answer(rawValue: row[5]),
            let source = AnnotationSource(rawValue: row[10])
        else { throw StoreError.refused(reason: "annotation \(row[0] as Int64) has a kind that is not known") }
        return Annotation(
            id: AnnotationID(row[0]),
            item: ItemID(row[1]),
            annotator: AnnotatorID(row[2]),
            assignment: (row[3] as Int64?).map { AssignmentID($0) },
            action: action,
            judgement: Judgement(
                answer: answer,
                present: present,
                absent: absent,
                isPartial: row[6],
                note: row[7]
            ),
            supersedes: (row[8] as Int64?).map { AnnotationID($0) },
            seconds: row[9],
            source: source,
            editor: (row[13] as Int64?).map { AnnotatorID($0) },
            event: row[11],
            at: Moment(row[12])
        )
    }
}
