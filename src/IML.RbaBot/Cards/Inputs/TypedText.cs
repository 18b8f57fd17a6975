using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>Cleans what people typed, before anything else sees it.</summary>
internal static class TypedText
{
    /// <summary>
    /// One kind of line end, no space around, no control characters but the line end, no half of a surrogate pair, and none of the two
    /// characters that are none, which neither a row nor a comparison of letters takes. Text that shows nothing, as of zero-width spaces
    /// alone, is empty.
    /// </summary>
    public static string Clean(string text)
    {
        var isClean = true;
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF')
            {
                isClean = false;
                break;
            }
        }

        var clean = (isClean ? text : Rebuild(text)).Trim();
        return clean.Length > 0 && IsInvisible(clean[0]) && clean.All(IsInvisible) ? "" : clean;
    }

    private static bool IsInvisible(char c) => char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format;

    /// <summary>The text of a JSON string, with the replacement character for what is no text, such as <c>"\ud800"</c>.</summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(text.GetRawText());
        }
    }

    private static string Rebuild(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\r' or '\n' or '\u2028' or '\u2029' or '\u0085':
                    clean.Append('\n');
                    break;
                case '\t':
                    clean.Append(' ');
                    break;
                case var _ when char.IsControl(c):
                    break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    clean.Append(c).Append(text[++i]);
                    break;
                case var _ when char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF':
                    clean.Append('\uFFFD');
                    break;
                default:
                    clean.Append(c);
                    break;
            }
        }

        return clean.ToString();
    }

    // Only reached for well-formed JSON that the framework refuses to turn into text, so every escape is complete.
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            switch (raw[++i])
            {
                case 'u':
                    text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case 'b' or 'f':
                    break;
                case var c:
                    text.Append(c);
                    break;
            }
        }

        return text.ToString();
    }
}
