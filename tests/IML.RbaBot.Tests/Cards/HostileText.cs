using System.Collections.Immutable;
using System.Text;

namespace IML.RbaBot.Tests.Cards;

/// <summary>What people could type, by accident or on purpose, in any length.</summary>
internal static class HostileText
{
    public static ImmutableArray<(string Name, Func<int, string> Of)> Kinds { get; } =
    [
        ("markdown", length => Repeat("**b** _i_ [l](https://evil.example) ![i](https://evil.example/i.png) `c` # h\n- x\n1. y\n> q\n", length)),
        ("mention", length => Repeat("<at>everyone</at> <script>alert(1)</script> &lt; {{DATE(2026-01-01T00:00:00Z)}} ", length)),
        ("one-word", length => new string('w', length)),
        ("arabic", length => Repeat("\u0645\u0631\u0643\u0632 \u0627\u0644\u0627\u0633\u062a\u0642\u0628\u0627\u0644 ", length)),
        ("chinese", length => new string('\u6f22', length)),
        ("emoji", length => Repeat("\U0001F600", length / 2 * 2)),
        ("quotes", length => Repeat("\"\\", length)),
    ];

    private static string Repeat(string text, int length)
    {
        var all = new StringBuilder(length + text.Length);
        while (all.Length < length)
        {
            all.Append(text);
        }

        var end = char.IsHighSurrogate(all[length - 1]) ? length - 1 : length;
        return all.ToString(0, end).Trim();
    }
}
