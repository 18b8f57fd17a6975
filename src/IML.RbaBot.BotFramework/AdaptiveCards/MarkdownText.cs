using System.Buffers;
using System.Text;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>Keeps people's words from being read as markup.</summary>
public static class MarkdownText
{
    // Whatever can open emphasis, code, a link, an image, a tag, an entity, a table, a heading or {{DATE(…)}} anywhere in a line.
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_{}[]()<>#+-=!|~&:@.\r\n\t\u202A\u202B\u202D\u202E");

    /// <summary>
    /// Escapes text for a place that reads markdown (TextBlock, Fact), so that it shows as it was typed: emphasis, lists, links,
    /// headings, code, tags (<c>&lt;at&gt;</c> too), entities and date functions stay letters; a line break stays one.
    /// Overrides of the writing direction are dropped, as they can make a text read as another.
    /// </summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0 && !StartsWithSpace(text))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        var lineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                case '\u202A' or '\u202B' or '\u202D' or '\u202E':
                    continue;
                case '\r' or '\n':
                    // One line break is a space to markdown; two are a paragraph.
                    escaped.Append("\n\n");
                    lineStart = true;
                    continue;
                case ' ' or '\t' when lineStart:
                    // Four leading spaces would be a block of code.
                    escaped.Append('\u00A0');
                    continue;
                case '\t':
                    escaped.Append(' ');
                    continue;
                case '-' or '+' or '=' when lineStart:
                case '.' when FollowsListNumber(text, i):
                case ':' when i + 1 < text.Length && text[i + 1] == '/':
                case '@' or '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '<' or '>' or '#' or '!' or '|' or '~' or '&':
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }

            lineStart = false;
        }

        return escaped.ToString();
    }

    /// <summary>
    /// Text for a place that reads no markdown (TextRun). Clients still replace <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> there, so an
    /// invisible joiner parts the braces; direction overrides are dropped.
    /// </summary>
    internal static string Literal(string text)
    {
        if (text.Contains("{{", StringComparison.Ordinal))
        {
            text = text.Replace("{", "{\u2060", StringComparison.Ordinal);
        }

        return text.AsSpan().IndexOfAny("\u202A\u202B\u202D\u202E") < 0
            ? text
            : string.Concat(text.Where(c => c is not ('\u202A' or '\u202B' or '\u202D' or '\u202E')));
    }

    private static bool StartsWithSpace(string text) => text.StartsWith(' ');

    // "1." at the start of a line begins a list; "1.5" and "e.g." do not.
    private static bool FollowsListNumber(string text, int dot)
    {
        var i = dot - 1;
        while (i >= 0 && char.IsAsciiDigit(text[i]))
        {
            i--;
        }

        while (i >= 0 && text[i] is ' ' or '\t' && i < dot)
        {
            i--;
        }

        return i != dot - 1 && char.IsAsciiDigit(text[dot - 1]) && (i < 0 || text[i] is '\n' or '\r');
    }
}
