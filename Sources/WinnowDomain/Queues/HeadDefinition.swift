/// What stands between the features and the classifier.
package struct HeadDefinition: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nothing.
        case none
        /// A linear map of the dense columns, learned from the labels, where validation says that it helps.
        case projection = "projection.v1"
    }

    /// What a projection is learned by.
    package enum Aim: String, Hashable, Sendable, Codable, CaseIterable {
        /// Directions that tell labels apart stand beside the columns.
        case discriminant
        /// Rows of one label come nearer to each other than to others.
        case contrastive
    }

    package var kind: Kind
    /// Of effect on a projection.
    package var aim: Aim

    package static let usual = HeadDefinition(kind: .none, aim: .discriminant)

    package init(kind: Kind, aim: Aim) {
        self.kind = kind
        self.aim = aim
    }
}
