using System.Collections.Immutable;

namespace IML.RbaBot.AppHost;

/// <summary>A made-up person of the local run.</summary>
/// <param name="ChannelId">The id within the Teams channel, of the form <c>29:…</c>.</param>
/// <param name="EntraId">The Entra object id, by which the bot knows people.</param>
/// <param name="GivenName">The first half of <see cref="Name"/>.</param>
/// <param name="Surname">The second half of <see cref="Name"/>.</param>
public sealed record Persona(string ChannelId, Guid EntraId, string GivenName, string Surname)
{
    public string Name => $"{GivenName} {Surname}";

    public string Mail => $"{GivenName}.{Surname}@example.org".ToLowerInvariant();
}

/// <summary>Everybody in the local run, and the ids of their tenant, bot and team. All of it is fictional and fixed.</summary>
public static class Personas
{
    public static readonly Guid TenantId = Guid.Parse("6f0c9a52-8a55-4a0e-9d39-0c8d7a1b9000");

    public const string BotId = "28:6f0c9a52-8a55-4a0e-9d39-0c8d7a1b0001";

    public const string BotName = "RBA Bot";

    public static readonly Guid TeamGroupId = Guid.Parse("6f0c9a52-8a55-4a0e-9d39-0c8d7a1b3001");

    public const string TeamName = "IML Team";

    public const string AlertsChannelName = "Alerts";

    public static readonly Persona Developer = Person(1, "Alex", "Developer");

    public static readonly Persona FocalPoint = Person(2, "Amina", "Focal");

    /// <summary>The Playground wants exactly five colleagues beside the person who speaks.</summary>
    public static readonly ImmutableArray<Persona> Everybody =
        [Developer, FocalPoint, Person(3, "Bruno", "Backup"), Person(4, "Chen", "Colleague"), Person(5, "Dana", "Auditor"), Person(6, "Elif", "Editor")];

    private static Persona Person(int number, string givenName, string surname) =>
        new($"29:rba-local-{number}", Guid.Parse($"6f0c9a52-8a55-4a0e-9d39-0c8d7a1b100{number}"), givenName, surname);
}
