extension Unicode.Scalar {
    /// Whether it is a letter (Unicode's Alphabetic); what German is written with is known without a look at the tables.
    @inline(__always)
    var isLetter: Bool {
        if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
        if value >= 0xC0, value < 0x250 { return value != 0xD7 && value != 0xF7 }
        return properties.isAlphabetic
    }

    /// Whether it is white space (Unicode's White_Space).
    @inline(__always)
    var isBlank: Bool {
        if value < 0x80 { return value == 0x20 || value &- 9 < 5 }
        if value < 0x1680 { return value == 0x85 || value == 0xA0 }
        return properties.isWhitespace
    }
}
