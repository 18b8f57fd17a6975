using System.Globalization;
using System.Text;

namespace IML.RbaBot.Export.Documents;

/// <summary>The direction that a text is read in.</summary>
internal enum ReadingDirection
{
    LeftToRight,
    RightToLeft,
}

/// <summary>A stretch of a line that is read in one direction.</summary>
internal readonly record struct Stretch(string Text, ReadingDirection Direction);

/// <summary>Text that people typed, as a document shows it: literally, without control characters, in its own direction.</summary>
internal static class TypedText
{
    /// <summary>
    /// The text without what XML cannot hold or nobody can see: control characters but tab, halves of a surrogate pair, U+FFFE, U+FFFF.
    /// Every line end is a single line feed; everything else stays as it was typed.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (c is '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                clean.Append('\n');
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (c is '\n' or '\t' || (!char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF')))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>One line of at most so many characters as a reader counts them.</summary>
    public static string Shortened(string text, int longest)
    {
        var line = Clean(text).Replace('\n', ' ');
        var elements = StringInfo.ParseCombiningCharacters(line);
        return elements.Length <= longest ? line : $"{line[..elements[longest - 1]]}…";
    }

    /// <summary>The direction of a whole paragraph: that of its first letter (UAX #9, rule P2).</summary>
    public static ReadingDirection DirectionOf(string text, ReadingDirection otherwise)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (LetterDirection(rune) is { } direction)
            {
                return direction;
            }
        }

        return otherwise;
    }

    /// <summary>
    /// The stretches of one line: Word draws the letters of a run in one direction, so a run may not mix them. Digits, signs and spaces
    /// go with the letters before them.
    /// </summary>
    public static IEnumerable<Stretch> Stretches(string line, ReadingDirection first)
    {
        var current = first;
        var stretch = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            if (LetterDirection(rune) is { } direction && direction != current)
            {
                if (stretch.Length > 0)
                {
                    yield return new Stretch(stretch.ToString(), current);
                    stretch.Clear();
                }

                current = direction;
            }

            stretch.Append(rune.ToString());
        }

        if (stretch.Length > 0)
        {
            yield return new Stretch(stretch.ToString(), current);
        }
    }

    private static ReadingDirection? LetterDirection(Rune rune)
    {
        // Hebrew, Arabic, Syriac, Thaana, N'Ko and their supplements and presentation forms; Adlam and its neighbours.
        if (rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF)
            or (>= 0x1E800 and <= 0x1EFFF) or 0x200F)
        {
            return Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber ? null : ReadingDirection.RightToLeft;
        }

        return Rune.IsLetter(rune) || rune.Value == 0x200E ? ReadingDirection.LeftToRight : null;
    }
}
