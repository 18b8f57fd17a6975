using System.Diagnostics.CodeAnalysis;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>A person's Entra object id, in lower case. Nothing else identifies a person.</summary>
public readonly record struct PersonId
{
    private PersonId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads an Entra object id: a GUID in any of the usual forms.</summary>
    public static PersonId? Parse(string? text) =>
        Guid.TryParse(text, out var guid) && guid != Guid.Empty ? new PersonId(guid.ToString("D")) : null;

    public override string ToString() => Value;
}

/// <summary>A person as the channel names them; the name is for display only.</summary>
public sealed record Person(PersonId Id, string Name);

/// <summary>What configuration says that a person may do, beside their own assessments.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Roles of a person")]
public enum Roles
{
    None = 0,
    FocalPoint = 1,
    BackupFocalPoint = 2,
    HeadOfIml = 4,
    Administrator = 8,
    Auditor = 16,
}

/// <summary>Who acts: a person with their roles, or the system itself.</summary>
public sealed record Actor(Person? Person, Roles Roles)
{
    /// <summary>The projects that the person's roles of focal point and backup reach.</summary>
    public Coverage Coverage { get; init; } = Coverage.Everywhere;

    public static readonly Actor System = new(null, Roles.None);

    public bool IsSystem => Person is null;

    public bool Has(Roles any) => (Roles & any) != 0;
}

/// <summary>
/// A reference such as <c>RBA-7K3M-9QXT</c>: easy to read aloud and to type. Seven drawn symbols and one that checks them, from
/// an alphabet without vowels, zero and the letter L, so that no word appears and no two symbols look alike. The check finds
/// every single wrong symbol and every two neighbours swapped (weights 1 to 7 modulo the prime 29).
/// </summary>
public readonly record struct Reference
{
    private const string Alphabet = "123456789BCDFGHJKMNPQRSTVWXYZ";
    private const string Prefix = "RBA-";
    private const int Drawn = 7;

    private Reference(string value) => Value = value;

    public string Value { get; }

    /// <summary>How many references there are; a drawn number is taken modulo this.</summary>
    public static ulong Count { get; } = Power(Alphabet.Length, Drawn);

    /// <summary>The reference of a drawn number; the caller draws it from a cryptographic source.</summary>
    public static Reference Of(ulong drawn)
    {
        Span<char> symbols = stackalloc char[Drawn + 1];
        var rest = drawn % Count;
        var sum = 0;
        for (var i = 0; i < Drawn; i++)
        {
            var digit = (int)(rest % (ulong)Alphabet.Length);
            rest /= (ulong)Alphabet.Length;
            symbols[i] = Alphabet[digit];
            sum += (i + 1) * digit;
        }

        symbols[Drawn] = Alphabet[sum % Alphabet.Length];
        return new Reference($"{Prefix}{symbols[..4]}-{symbols[4..]}");
    }

    /// <summary>
    /// Reads a reference as people type it: any casing, with or without prefix, hyphens and spaces, I or L for 1.
    /// Null when it cannot be one.
    /// </summary>
    public static Reference? Parse(string? text)
    {
        if (text is null || text.Length > 40)
        {
            return null;
        }

        Span<char> symbols = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c is '-' or '\u2010' or '\u2011' or '\u2013' || char.IsWhiteSpace(c))
            {
                continue;
            }

            var upper = char.ToUpperInvariant(c);
            symbols[length++] = upper is 'I' or 'L' ? '1' : upper;
        }

        var found = symbols[..length];
        if (found.Length == Drawn + 4 && found.StartsWith("RBA"))
        {
            found = found[3..];
        }

        if (found.Length != Drawn + 1)
        {
            return null;
        }

        var sum = 0;
        for (var i = 0; i <= Drawn; i++)
        {
            var digit = Alphabet.IndexOf(found[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            if (i < Drawn)
            {
                sum += (i + 1) * digit;
            }
        }

        return found[Drawn] == Alphabet[sum % Alphabet.Length] ? new Reference($"{Prefix}{found[..4]}-{found[4..]}") : null;
    }

    public override string ToString() => Value;

    private static ulong Power(int of, int exponent)
    {
        var power = 1UL;
        for (var i = 0; i < exponent; i++)
        {
            power *= (ulong)of;
        }

        return power;
    }
}

/// <summary>
/// An assessment's id: its reference and version, for example <c>RBA-7K3M-9QXT-1</c>. Because the id says the reference, opening
/// by reference needs no lookup, and that a reference is given once is guaranteed by the insertion of the assessment itself.
/// </summary>
public readonly record struct AssessmentId
{
    private AssessmentId(Reference reference, int version)
    {
        Reference = reference;
        Version = version;
    }

    public Reference Reference { get; }

    /// <summary>1 for the first screening of a project.</summary>
    public int Version { get; }

    public string Value => $"{Reference.Value}-{Version}";

    public static AssessmentId Of(Reference reference, int version) => new(reference, version);

    /// <summary>Reads an id that came from outside; null when it is none.</summary>
    public static AssessmentId? Parse(string? text)
    {
        if (text is null || text.LastIndexOf('-') is not (> 0 and var hyphen))
        {
            return null;
        }

        return Reference.Parse(text[..hyphen]) is { } reference
            && int.TryParse(text.AsSpan(hyphen + 1), NumberStylesForVersion, System.Globalization.CultureInfo.InvariantCulture, out var version)
            && version is > 0 and < 1000
            && string.Equals($"{reference.Value}-{version}", text, StringComparison.Ordinal)
            ? new AssessmentId(reference, version)
            : null;
    }

    private const System.Globalization.NumberStyles NumberStylesForVersion = System.Globalization.NumberStyles.None;

    public override string ToString() => Value;
}
