using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>Dates and toggles as clients send them: as text.</summary>
internal static class InputValues
{
    /// <summary>The date, or null; what is no date becomes a message.</summary>
    public static DateOnly? Date(string? text, string input, TextKey error, ImmutableArray<InputMessage>.Builder messages)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        messages.Add(new InputMessage(input, error));
        return null;
    }

    /// <summary>Clients write <c>true</c> in any casing.</summary>
    public static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
