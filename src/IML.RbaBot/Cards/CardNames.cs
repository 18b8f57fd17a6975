namespace IML.RbaBot.Cards;

/// <summary>Names of cards that a turn knows again when it has made one.</summary>
internal static class CardNames
{
    /// <summary>Where an assessment stands, to read: the result for its developer, the review for the Unit. Nothing is typed on it.</summary>
    public const string Standing = "standing";
}
