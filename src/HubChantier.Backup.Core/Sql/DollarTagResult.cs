namespace HubChantier.Backup.Sql;

/// <summary>What became of a '$' that may begin a dollar quote.</summary>
internal enum DollarTagResult
{
    /// <summary>The tag goes on.</summary>
    More,

    /// <summary>The tag is whole: what follows is quoted.</summary>
    Open,

    /// <summary>It was no tag.</summary>
    NoTag,
}
