/// The map of a queue's items, as far as it is computed.
package struct MapReply: Sendable, Codable {
    /// Missing while there is none.
    package let map: MapDocument?
    package let isComputing: Bool
    /// Of the layout that is computed now, 0…1; missing when none is.
    package let fraction: Double?
    /// Why there is no map, or no newer one.
    package let missing: String?

    package init(map: MapDocument?, isComputing: Bool, fraction: Double?, missing: String?) {
        self.map = map
        self.isComputing = isComputing
        self.fraction = fraction
        self.missing = missing
    }
}

/// Where items lie, and what is known of them.
package struct MapDocument: Sendable, Codable {
    /// Equal for maps on which the same items lie at the same places.
    package let version: String
    /// Whether it is the layout; until that is computed it is the plane of most variance.
    package let isFinal: Bool
    package let pointCount: Int
    /// More than there are points where these were drawn from all items.
    package let itemCount: Int
    /// Missing when nobody asked.
    package let points: Points?

    /// Lists with a number a point, as the bytes of little-endian whole numbers in base64.
    package struct Points: Sendable, Codable {
        /// Across, 16 bits.
        package let x: String
        /// Down, 16 bits.
        package let y: String
        /// What an item is labelled with, 16 bits: the place among `labels` from 1, 0 for nothing.
        package let label: String
        /// The same of what the model predicts; missing without one.
        package let predicted: String?
        /// How unsure the model is, 8 bits, 255 for as unsure as can be; missing without one.
        package let uncertainty: String?
        /// 8 bits: the place among `origins` from 0.
        package let origin: String
        package let labels: [String]
        package let origins: [String]
        package let modelVersion: Int?

        package init(
            x: String,
            y: String,
            label: String,
            predicted: String?,
            uncertainty: String?,
            origin: String,
            labels: [String],
            origins: [String],
            modelVersion: Int?
        ) {
            self.x = x
            self.y = y
            self.label = label
            self.predicted = predicted
            self.uncertainty = uncertainty
            self.origin = origin
            self.labels = labels
            self.origins = origins
            self.modelVersion = modelVersion
        }
    }

    package init(version: String, isFinal: Bool, pointCount: Int, itemCount: Int, points: Points?) {
        self.version = version
        self.isFinal = isFinal
        self.pointCount = pointCount
        self.itemCount = itemCount
        self.points = points
    }
}

/// The item of a point.
package struct MapPointReply: Sendable, Codable {
    /// The id that its record had.
    package let id: String
    /// Its beginning.
    package let text: String
    /// The path of its page.
    package let page: String
    /// What it is labelled with.
    package let labels: [String]

    package init(id: String, text: String, page: String, labels: [String]) {
        self.id = id
        self.text = text
        self.page = page
        self.labels = labels
    }
}
